import * as z from 'zod'
import type { Parts } from '../parts.ts'
import { Unavailable } from '../unavailable.ts'

// Cloudflare Turnstile: whether it was a person who filled in a form. When nobody can say, nobody gets
// in: a check that opens under a flood is none
// (https://developers.cloudflare.com/turnstile/get-started/server-side-validation/).

/** Milliseconds one answer may take; it is asked for twice at most. */
const ANSWER_MS = 4_000

/** Which form: the widget in it is told the same word. */
export type Form = 'register' | 'login'

/** What came with a form. */
export interface Shown {
  form: Form
  token: string | undefined
  ip: string | undefined
  /** The hosts whose pages have our forms. */
  hosts: readonly string[]
}

const verdictSchema = z.object({
  success: z.boolean(),
  'error-codes': z.array(z.string()).default([]),
  hostname: z.string().optional(),
  action: z.string().optional(),
  metadata: z.object({ result_with_testing_key: z.boolean().optional() }).optional(),
})
type Verdict = z.infer<typeof verdictSchema>

/** Refusals that are not about the token: no other answer will make it better. */
const OURS = new Set([
  'missing-input-secret',
  'invalid-input-secret',
  'bad-request',
  'internal-error',
])

/** Whether the token was made for this form on a page of ours; always, where nothing is checked. @throws Unavailable */
export async function isHuman({ env }: Parts, shown: Shown): Promise<boolean> {
  const { TURNSTILE_SECRET_KEY: secret, TURNSTILE_URL: url, ENVIRONMENT } = env
  if (secret === undefined) return true
  if (shown.token === undefined || shown.token === '') return false
  const question = { secret, response: shown.token, idempotency_key: crypto.randomUUID() }
  const verdict = await askTwice(url, { ...question, ...(shown.ip && { remoteip: shown.ip }) })
  if (!verdict.success) return false
  // Cloudflare's keys for trying things out answer for any page, with a host of their own.
  if (verdict.metadata?.result_with_testing_key === true) return ENVIRONMENT !== 'production'
  // A widget also runs on every subdomain of its hosts, and may be shared with other sites.
  return verdict.action === shown.form && shown.hosts.includes(verdict.hostname ?? '')
}

/** A token is good for one question; the same one again, by its key, is answered the same. */
async function askTwice(url: string, question: object): Promise<Verdict> {
  return await ask(url, question).catch(async (error: unknown) => {
    if (!(error instanceof Unavailable)) throw error
    return await ask(url, question)
  })
}

async function ask(url: string, question: object): Promise<Verdict> {
  const verdict = verdictSchema.safeParse(await fetchJson(url, question)).data
  if (verdict === undefined) throw new Unavailable('turnstile', 'no verdict')
  const fault = verdict['error-codes'].find(code => OURS.has(code))
  if (fault !== undefined) throw new Unavailable('turnstile', fault)
  return verdict
}

async function fetchJson(url: string, question: object): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      // The secret goes to nobody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return await response.json()
  } catch (error) {
    throw new Unavailable('turnstile', error instanceof Error ? error.name : 'unknown')
  }
}
