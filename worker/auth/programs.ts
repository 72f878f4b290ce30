import type * as z from 'zod'
import { TOKENS_MAX } from '../../protocol/limits.ts'
import type { createTokenSchema, Token } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import {
  hasToken,
  insertToken,
  revokeToken,
  runningTokens,
  type TokenRow,
} from '../store/access-tokens.ts'
import { newAccessToken } from './access-token.ts'
import { end } from './session.ts'
import type { Visit } from './visit.ts'

// The programs that somebody lets act for them: each has a token of its own, and no password.

const DAY_MS = 24 * 3_600_000

/** The newest first. @throws Unavailable */
export async function listTokens(parts: Parts, me: Identity): Promise<Token[]> {
  return (await runningTokens(parts.db, me.id, parts.now())).map(described)
}

/**
 * Makes a token.
 * @returns its text, which is not kept, or a refusal when there are as many as there may be
 * @throws Unavailable
 */
export async function makeToken(
  parts: Parts,
  me: Identity,
  { name, scopes, days }: z.output<typeof createTokenSchema>,
  visit: Visit,
): Promise<Outcome<{ token: Token; text: string }>> {
  const { text, id } = newAccessToken(parts.env.PASSWORD_PEPPER)
  const now = parts.now()
  const [createdAt, expiresAt] = [new Date(now), new Date(now + days * DAY_MS)]
  const row = { id, accountId: me.id, name, scopes, createdAt, expiresAt }
  const detail = { name, scopes: scopes.join(' '), days }
  const entry = { actorId: me.id, targetId: id, detail, ip: visit.ip }
  const made = await insertToken(parts.db, row, TOKENS_MAX, { ...entry, action: 'token.made' })
  return made ? done({ token: described({ ...row, lastUsedAt: null }), text }) : refused('too_many')
}

/**
 * Ends a token of a person, and the sockets it has. Said again it does so again, since half of it may
 * have failed.
 * @returns a refusal when they have none of that id
 * @throws Unavailable
 */
export async function endToken(
  parts: Parts,
  me: Identity,
  tokenId: string,
  visit: Visit,
): Promise<Outcome<null>> {
  if (!(await hasToken(parts.db, me.id, tokenId))) return refused('not_found')
  await revoke(parts, me.id, tokenId, visit, me.id)
  return done(null)
}

/**
 * Ends all tokens of an account.
 * @param actorId who wants it so
 * @throws Unavailable when one of them did not end; saying it again is safe
 */
export async function endTokens(
  parts: Parts,
  accountId: string,
  visit: Visit,
  actorId: string,
): Promise<void> {
  for (const { id } of await runningTokens(parts.db, accountId, parts.now()))
    await revoke(parts, accountId, id, visit, actorId)
}

async function revoke(
  parts: Parts,
  accountId: string,
  tokenId: string,
  { ip }: Visit,
  actorId: string,
): Promise<void> {
  const entry = { action: 'token.revoked', actorId, ip } as const
  const revoking = revokeToken(parts.db, tokenId, parts.now(), entry)
  await end(parts, { accountId, sessionId: tokenId }, revoking)
}

function described(row: Omit<TokenRow, 'accountId' | 'revokedAt'>): Token {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt } = row
  return {
    id,
    name,
    scopes,
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt.getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
  }
}
