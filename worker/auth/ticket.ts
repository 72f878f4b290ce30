import { TICKET_MS } from '../../protocol/limits.ts'
import type { Ticket } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import type { Parts } from '../parts.ts'
import { pose, take } from './challenge.ts'
import { isProofOf, proofOf } from './proof.ts'
import { type Credential, secretsOf } from './session.ts'

// A ticket opens one socket of one room, or of the inbox, once, for who can write neither a cookie nor a header there. It stands in an
// address, which gets around more than a header does: so it is of no use half a minute later. Who
// has none and makes one up is nobody yet, so the proof in it spares Postgres the question; and it is a
// proof for that place, so at any other it is no ticket, and not used up.

/** What a ticket is for: a room, by its id, or the inbox of whoever it is issued to. */
export type TicketFor = string
export const INBOX: TicketFor = 'inbox'

/** @throws Unavailable */
export async function issueTicket(parts: Parts, me: Identity, place: TicketFor): Promise<Ticket> {
  const posed = { purpose: 'socket', accountId: me.id, sessionId: me.sessionId } as const
  const { token, expiresAt } = await pose(parts, posed, TICKET_MS)
  const [secret] = secretsOf(parts.env)
  return { ticket: `${token}.${proofOf(secret, 'ticket', `${place} ${token}`)}`, expiresAt }
}

/**
 * What a ticket was issued for, which may have ended since.
 * @returns undefined for a ticket that was used, has run out, is for another place or none
 * @throws Unavailable
 */
export async function redeem(
  parts: Parts,
  ticket: string,
  place: TicketFor,
): Promise<Credential | undefined> {
  const dot = ticket.indexOf('.')
  const token = ticket.slice(0, dot)
  const proof = ticket.slice(dot + 1)
  const isOurs = isProofOf(secretsOf(parts.env), 'ticket', `${place} ${token}`, proof)
  if (!isOurs) return undefined
  const { accountId, sessionId } = (await take(parts, token, 'socket')) ?? {}
  return accountId && sessionId ? { accountId, sessionId } : undefined
}
