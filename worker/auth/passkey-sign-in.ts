import type * as z from 'zod'
import { CHALLENGE_MS } from '../../protocol/limits.ts'
import type { PasskeyOptions, passkeyAnswerSchema } from '../../protocol/rest.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { type ChallengeRow, voiding } from '../store/challenges.ts'
import { run } from '../store/client.ts'
import { findPasskey, notePasskeyUse, type PasskeyRow, passkeysOf } from '../store/passkeys.ts'
import { peek, pose, take } from './challenge.ts'
import { handleOf } from './passkeys.ts'
import { recordFailure } from './second-factor.ts'
import type { SignedIn } from './session.ts'
import { signIn } from './sign-in.ts'
import type { Visit } from './visit.ts'
import { judgeAssertion, requestOptions, type Site } from './webauthn.ts'
import { type Assertion, assertionSchema } from './webauthn-answer.ts'

// Signing in with a passkey: alone, without a name, or as the second factor after a password. A
// challenge that is for an account is of the second kind.

/**
 * What to ask a browser.
 * @param token what a right password gave; without it any passkey of ours will do
 * @throws Unavailable
 */
export async function askToSignIn(
  parts: Parts,
  token: string | undefined,
  site: Site,
): Promise<Outcome<PasskeyOptions>> {
  if (token === undefined) return done(await ask(parts, await requestOptions(site)))
  const accountId = (await peek(parts, token, 'second_factor'))?.accountId
  if (accountId == null) return refused('challenge_expired')
  const known = await passkeysOf(parts.db, accountId)
  return done(await ask(parts, await requestOptions(site, known), accountId))
}

async function ask(
  parts: Parts,
  options: Awaited<ReturnType<typeof requestOptions>>,
  accountId?: string,
): Promise<PasskeyOptions> {
  const posed = { purpose: 'passkey_sign_in', nonce: options.challenge } as const
  const whose = accountId === undefined ? {} : { accountId }
  const { token } = await pose(parts, { ...posed, ...whose }, CHALLENGE_MS)
  return { token, options: { ...options } }
}

/**
 * Opens a session for who holds a passkey.
 * @throws Unavailable
 */
export async function answerByPasskey(
  parts: Parts,
  { token, response }: z.output<typeof passkeyAnswerSchema>,
  site: Site,
  visit: Visit,
): Promise<Outcome<SignedIn>> {
  const asked = await take(parts, token, 'passkey_sign_in')
  if (asked === undefined) return refused('challenge_expired')
  const assertion = assertionSchema.safeParse(response).data
  const passkey = assertion && (await findPasskey(parts.db, assertion.id))
  const isShown = passkey && (await holds(parts, asked, assertion, passkey, site))
  const account = isShown && (await findById(parts.db, passkey.accountId))
  if (!account) {
    await record(parts, asked, passkey, visit)
    return refused('passkey_refused')
  }
  // The question that the password had led to is answered as well.
  if (asked.accountId !== null) await run(voiding(parts.db, asked.accountId, 'second_factor'))
  const signed = await signIn(parts, account, visit, 'passkey')
  return signed === undefined ? refused('challenge_expired') : done(signed)
}

async function holds(
  parts: Parts,
  asked: ChallengeRow,
  assertion: Assertion,
  passkey: PasskeyRow,
  site: Site,
): Promise<boolean> {
  if (asked.nonce === null || !isMeant(asked, assertion, passkey)) return false
  const used = await judgeAssertion(site, asked.nonce, assertion, passkey)
  return used !== undefined && (await notePasskeyUse(parts.db, passkey.id, used, parts.now()))
}

/** Whether it is a passkey of whom the question was put to, and says so itself. */
function isMeant(asked: ChallengeRow, { response }: Assertion, { accountId }: PasskeyRow): boolean {
  if (asked.accountId !== null && asked.accountId !== accountId) return false
  const told = response.userHandle
  // Asked for by name, a passkey need not say whose it is.
  if (told == null) return asked.accountId !== null
  return told === Buffer.from(handleOf(accountId)).toString('base64url')
}

async function record(
  parts: Parts,
  asked: ChallengeRow,
  passkey: PasskeyRow | undefined,
  visit: Visit,
): Promise<void> {
  if (asked.accountId !== null) {
    await recordFailure(parts, asked.accountId, visit)
    return
  }
  const tried = passkey === undefined ? {} : { targetId: passkey.accountId }
  const entry = { action: 'session.login_failed', actorId: null, ip: visit.ip, ...tried } as const
  await run(recording(parts.db, entry))
}
