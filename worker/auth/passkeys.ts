import { parse } from 'uuid'
import { CHALLENGE_MS, PASSKEYS_MAX } from '../../protocol/limits.ts'
import type { Passkey, PasskeyOptions } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import {
  insertPasskey,
  type PasskeyRow,
  passkeysOf,
  removePasskey,
  renamePasskey,
} from '../store/passkeys.ts'
import { pose, take } from './challenge.ts'
import { newRecoverySet } from './recovery.ts'
import type { Visit } from './visit.ts'
import { creationOptions, judgeCreation, type Site } from './webauthn.ts'
import { creationSchema } from './webauthn-answer.ts'

/** The bytes by which a passkey says whose it is. */
export function handleOf(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parse(accountId))
}

/** The passkeys of a person, the oldest first. @throws Unavailable */
export async function listPasskeys(parts: Parts, me: Identity): Promise<Passkey[]> {
  return (await passkeysOf(parts.db, me.id)).map(describe)
}

/** What to ask the browser of somebody who adds a passkey. @throws Unavailable */
export async function askForPasskey(
  parts: Parts,
  me: Identity,
  site: Site,
): Promise<Outcome<PasskeyOptions>> {
  const known = await passkeysOf(parts.db, me.id)
  if (known.length >= PASSKEYS_MAX) return refused('too_many')
  const options = await creationOptions(site, { ...me, handle: handleOf(me.id) }, known)
  const { id: accountId, sessionId } = me
  const posed = { purpose: 'passkey_add', accountId, sessionId, nonce: options.challenge } as const
  const { token } = await pose(parts, posed, CHALLENGE_MS)
  return done({ token, options: { ...options } })
}

/** A passkey that was made, in the words of its owner. */
export interface Wanted {
  token: string
  response: unknown
  name: string
}

/**
 * Adds the passkey that a browser made.
 * @returns with recovery codes when it is the first factor
 * @throws Unavailable
 */
export async function addPasskey(
  parts: Parts,
  me: Identity,
  { token, response, name }: Wanted,
  site: Site,
  visit: Visit,
): Promise<Outcome<{ passkey: Passkey; recoveryCodes: string[] | null }>> {
  const asked = await take(parts, token, 'passkey_add')
  if (asked?.nonce == null || asked.sessionId !== me.sessionId) return refused('challenge_expired')
  const creation = creationSchema.safeParse(response).data
  const made = creation && (await judgeCreation(site, asked.nonce, creation))
  if (made === undefined) return refused('passkey_refused')
  const { shown, kept } = newRecoverySet(parts, me.id, visit)
  const row = { ...made, accountId: me.id, name, createdAt: new Date(parts.now()) }
  const entry = { action: 'passkey.added', actorId: me.id, detail: { name }, ip: visit.ip } as const
  const added = await insertPasskey(parts.db, row, kept, entry)
  if (!added.ok) return added
  const passkey = describe({ ...row, lastUsedAt: null })
  return done({ passkey, recoveryCodes: added.value ? shown : null })
}

/** @throws Unavailable */
export async function namePasskey(
  parts: Parts,
  me: Identity,
  id: string,
  name: string,
  { ip }: Visit,
): Promise<Outcome<Passkey>> {
  const entry = { action: 'passkey.renamed', actorId: me.id, detail: { name }, ip } as const
  const row = await renamePasskey(parts.db, { id, accountId: me.id }, name, entry)
  return row === undefined ? refused('not_found') : done(describe(row))
}

/** @throws Unavailable */
export async function forgetPasskey(
  parts: Parts,
  me: Identity,
  id: string,
  { ip }: Visit,
): Promise<Outcome<null>> {
  const entry = { action: 'passkey.removed', actorId: me.id, ip } as const
  const isRemoved = await removePasskey(parts.db, { id, accountId: me.id }, entry)
  return isRemoved ? done(null) : refused('not_found')
}

function describe({ id, name, createdAt, lastUsedAt, isBackedUp }: PasskeyRow): Passkey {
  return {
    id,
    name,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    isBackedUp,
  }
}
