import type { Context } from 'hono'
import { type Form, isHuman } from '../auth/human-check.ts'
import { clientAddress } from '../auth/visit.ts'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'

/**
 * Asks whether a person filled in the form, where the deployment wants to know.
 * @throws Refusal, Unavailable
 */
export async function requireHuman(
  c: Context<Served>,
  form: Form,
  token: string | undefined,
): Promise<void> {
  const hosts = [c.req.url, ...c.env.env.ALLOWED_ORIGINS].flatMap(hostOf)
  if (!(await isHuman(c.env, { form, token, ip: clientAddress(c), hosts })))
    throw new Refusal('human_check_failed')
}

function hostOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).hostname] : []
}
