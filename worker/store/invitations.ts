import { and, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type Entry, recordingChange } from './audit.ts'
import { type Database, run } from './client.ts'
import { accounts, invitations } from './schema.ts'
import { takingTurns } from './turns.ts'

export type InvitationRow = typeof invitations.$inferSelect
export type NewInvitation = Omit<InvitationRow, 'used' | 'revokedAt'>

/**
 * Writes an invitation and its audit entry, unless there are `max` open ones already.
 * @returns whether it was written
 * @throws Unavailable
 */
export async function insertInvitation(
  db: Database,
  row: NewInvitation,
  max: number,
  entry: Entry,
): Promise<boolean> {
  const { id, hash, createdBy, note, uses } = row
  const [createdAt, expiresAt] = [row.createdAt.toISOString(), row.expiresAt.toISOString()]
  const open = isOpen(row.createdAt.getTime())
  const making = sql`
    insert into ${invitations} (id, hash, created_by, note, uses, created_at, expires_at)
    select ${id}::uuid, ${hash}, ${createdBy}::uuid, ${note}, ${uses}::int,
      ${createdAt}::timestamptz, ${expiresAt}::timestamptz
    where (select count(*) from ${invitations} where ${open}) < ${max}::int
    returning id`
  const batch = db.batch([takingTurns(db, 'invitations'), recordingChange(db, making, entry)])
  const [, made] = await run(batch)
  return made.rows.length > 0
}

/** Those that can still be used, the newest first. @throws Unavailable */
export async function openInvitations(db: Database, now: number): Promise<InvitationRow[]> {
  const newest = [desc(invitations.createdAt), desc(invitations.id)]
  const asked = db.select().from(invitations)
  return await run(asked.where(isOpen(now)).orderBy(...newest))
}

/** Until when an invitation is good, and the name of who made it. @throws Unavailable */
export async function findInvitation(
  db: Database,
  hash: string,
  now: number,
): Promise<{ invitedBy: string; expiresAt: Date } | undefined> {
  const [row] = await run(
    db
      .select({ invitedBy: accounts.displayName, expiresAt: invitations.expiresAt })
      .from(invitations)
      .innerJoin(accounts, eq(accounts.id, invitations.createdBy))
      .where(and(eq(invitations.hash, hash), isOpen(now))),
  )
  return row
}

/**
 * Withdraws an invitation and records it. Doing so again changes nothing.
 * @returns whether there is or was such a one
 * @throws Unavailable
 */
export async function revokeInvitation(
  db: Database,
  id: string,
  now: number,
  entry: Entry,
): Promise<boolean> {
  const mine = eq(invitations.id, id)
  const revoking = db
    .update(invitations)
    .set({ revokedAt: new Date(now) })
    .where(and(mine, isNull(invitations.revokedAt)))
    .returning({ id: invitations.id })
  const known = db.select({ id: invitations.id }).from(invitations).where(mine)
  const [, found] = await run(db.batch([recordingChange(db, revoking.getSQL(), entry), known]))
  return found.length > 0
}

/**
 * Uses an invitation once: the part of a statement that makes an account with it. Many at once wait for
 * each other at its row, and each looks again when it is their turn.
 * @returns its id, or nothing when it is no good
 */
export function usingUp(hash: string, now: number): SQL {
  return sql`
    update ${invitations} set used = used + 1
    where ${and(eq(invitations.hash, hash), isOpen(now))}
    returning id`
}

function isOpen(now: number) {
  return and(
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, new Date(now)),
    lt(invitations.used, invitations.uses),
  )
}
