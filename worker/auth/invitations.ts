import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type * as z from 'zod'
import { INVITATIONS_MAX } from '../../protocol/limits.ts'
import type { createInvitationSchema, Invitation, InvitationSeen } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import {
  findInvitation,
  type InvitationRow,
  insertInvitation,
  openInvitations,
  revokeInvitation,
} from '../store/invitations.ts'
import { hashOf } from './refresh-token.ts'
import type { Visit } from './visit.ts'

// Links that let people make an account. They are the deployment's: whoever is an admin sees and
// withdraws them all, and they outlast the admin who made them.

/** Bytes: nobody guesses it, so nobody needs to be slowed down. */
const SECRET = 32
const DAY_MS = 24 * 3_600_000

/**
 * @returns the invitation and the token for its link, which is not kept; or a refusal when there are too many
 * @throws Unavailable
 */
export async function invite(
  parts: Parts,
  me: Identity,
  { note, uses, days }: z.output<typeof createInvitationSchema>,
  visit: Visit,
): Promise<Outcome<{ invitation: Invitation; token: string }>> {
  const token = randomBytes(SECRET).toString('base64url')
  const now = parts.now()
  const expiresAt = new Date(now + days * DAY_MS)
  const made = { id: v7(), createdBy: me.id, note, uses, createdAt: new Date(now), expiresAt }
  const row = { ...made, hash: hashOf(token) }
  const detail = { uses, days }
  const entry = { action: 'invitation.made', actorId: me.id, detail, ip: visit.ip } as const
  const isMade = await insertInvitation(parts.db, row, INVITATIONS_MAX, entry)
  return isMade ? done({ invitation: describe({ ...row, used: 0 }), token }) : refused('too_many')
}

/** Those that can still be used, the newest first. @throws Unavailable */
export async function listInvitations(parts: Parts): Promise<Invitation[]> {
  return (await openInvitations(parts.db, parts.now())).map(describe)
}

/** Makes an invitation of no more use; accounts made with it stay. @throws Unavailable */
export async function withdraw(
  parts: Parts,
  me: Identity,
  id: string,
  visit: Visit,
): Promise<Outcome<null>> {
  const entry = { action: 'invitation.revoked', actorId: me.id, ip: visit.ip } as const
  const isKnown = await revokeInvitation(parts.db, id, parts.now(), entry)
  return isKnown ? done(null) : refused('not_found')
}

/** What an invitation is worth now, without using it. @throws Unavailable */
export async function lookAt(parts: Parts, token: string): Promise<Outcome<InvitationSeen>> {
  const found = await findInvitation(parts.db, hashOf(token), parts.now())
  if (found === undefined) return refused('invitation_invalid')
  return done({ invitedBy: found.invitedBy, expiresAt: found.expiresAt.getTime() })
}

function describe(row: Omit<InvitationRow, 'revokedAt'>): Invitation {
  const { id, note, uses, used, createdAt, expiresAt } = row
  const times = { createdAt: createdAt.getTime(), expiresAt: expiresAt.getTime() }
  return { id, note, uses, used, ...times }
}
