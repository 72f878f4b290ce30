import { newPasswordSchema } from '../../protocol/rest.ts'
import { mistakeInPassword } from './account-fields.ts'
import type { Mistakes } from './mistakes.ts'

const KEY = 'reset'

/** The link in which somebody chooses a new password: behind the #, where no log sees it. */
export function resetLink(origin: string, token: string): string {
  return `${origin}/reset#${KEY}=${token}`
}

/** What is in such a link; undefined when it is not one. */
export function resetTokenIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get(KEY) || undefined
}

export function mistakesInReset({ password }: { password: string }): Mistakes<'password'> {
  if (newPasswordSchema.safeParse(password).success) return {}
  return { password: mistakeInPassword(password) }
}
