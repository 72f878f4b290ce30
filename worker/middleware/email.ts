import { refuseEmail } from '../domain/email-policy.ts'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'

/** Asks whether an address is one that this deployment wants. @throws Refusal naming the field */
export function requireEmail({ env }: Parts, email: string | null | undefined): void {
  const message = refuseEmail(env.EMAIL, email)
  if (message === undefined) return
  throw new Refusal('validation_failed', { errors: [{ field: 'email', message }] })
}
