import { createHash } from 'node:crypto'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { isEasilyGuessed } from '../domain/password-strength.ts'
import { log } from '../log.ts'
import type { Parts } from '../parts.ts'

/** Milliseconds for the list of leaks to answer; the local rules hold without it. */
const LEAKS_TIMEOUT_MS = 2_000
/** Characters of the hash that are told: thousands of passwords share them. */
const PREFIX = 5

/**
 * Judges a password before it is taken: by the rules of this place, and by whether it is known from a
 * leak, if the deployment names a list (ASVS 5.0, 6.2.12).
 * @param names what is known of its owner
 */
export async function judgePassword(
  parts: Parts,
  password: string,
  names: readonly string[],
): Promise<Outcome<null>> {
  if (isEasilyGuessed(password, names)) return refused('weak_password')
  const { LEAKED_PASSWORDS_URL: url } = parts.env
  if (url !== undefined && (await isLeaked(url, password))) return refused('leaked_password')
  return done(null)
}

/**
 * Asks a list that is sorted by the beginning of the SHA-1, so that it never learns which password was
 * meant (https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange). When it does not answer,
 * nobody is kept from an account.
 */
async function isLeaked(url: string, password: string): Promise<boolean> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
  try {
    const answer = await fetch(`${url}/${hash.slice(0, PREFIX)}`, {
      // As many lines whatever the prefix, so that a listener cannot tell it by the length.
      headers: { 'add-padding': 'true' },
      signal: AbortSignal.timeout(LEAKS_TIMEOUT_MS),
    })
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    return isListed(await answer.text(), hash.slice(PREFIX))
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    log('warn', 'unavailable', { part: 'leaked passwords', reason })
    return false
  }
}

/** Lines of `suffix:count`; padding has the count 0. */
function isListed(lines: string, suffix: string): boolean {
  return lines.split(/\r?\n/).some(line => {
    const [listed, count] = line.split(':')
    return listed === suffix && count !== '0'
  })
}
