import { and, desc, eq, gte, lte, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { DELETED_NAME, deletedUsername } from '../../protocol/erased.ts'
import type { AuditEntry, AuditQuery } from '../../protocol/rest.ts'
import type { Place } from '../domain/place.ts'
import { type Database, run } from './client.ts'
import { accounts, audit, rooms } from './schema.ts'
import { literally } from './seeking.ts'

const [actor, target] = [alias(accounts, 'actor'), alias(accounts, 'target')]

export type AuditFilters = Omit<AuditQuery, 'after'>

/**
 * Entries of the audit, the newest first, with the names of the rooms and people they speak of. Rooms that are
 * gone have none; people who have deleted their account have those of nobody in particular.
 * @param after by time in milliseconds since 1970, and id
 * @throws Unavailable
 */
export async function auditEntries(
  db: Database,
  filters: AuditFilters,
  after: Place | undefined,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await run(
    select(db, and(matching(filters), behind(after)))
      .orderBy(desc(audit.createdAt), desc(audit.id))
      .limit(limit),
  )
  return rows.map(toEntry)
}

function matching({ action, actor, target, since, until, room }: AuditFilters): SQL | undefined {
  return and(
    action === undefined ? undefined : ofKind(action),
    actor === undefined ? undefined : eq(audit.actorId, actor),
    target === undefined ? undefined : eq(audit.targetId, target.toLowerCase()),
    since === undefined ? undefined : gte(audit.createdAt, new Date(since)),
    until === undefined ? undefined : lte(audit.createdAt, new Date(until)),
    room === undefined ? undefined : eq(audit.roomId, room),
  )
}

/** An action, or all whose names begin with this up to a dot. */
function ofKind(action: string): SQL | undefined {
  const kind = action.endsWith('.') ? action.slice(0, -1) : action
  return or(eq(audit.action, action), sql`${audit.action} like ${`${literally(kind)}.%`}`)
}

function behind(after: Place | undefined): SQL | undefined {
  if (after === undefined) return undefined
  const at = new Date(after.rank).toISOString()
  return sql`(${audit.createdAt}, ${audit.id}) < (${at}, ${after.id})`
}

/** What it was done to is text: a UUID may be an account's. */
const targetAccount = sql`case when ${audit.targetId} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  then ${audit.targetId}::uuid end`

function select(db: Database, where: SQL | undefined) {
  const { id, createdAt, action, roomId, actorId, targetId, ip } = audit
  return db
    .select({
      ...{ id, createdAt, action, roomId, actorId, targetId, ip },
      detail: sql<AuditEntry['detail']>`${audit.detail}`,
      roomName: rooms.name,
      actor: { id: actor.id, username: actor.username, displayName: actor.displayName },
      target: { id: target.id, username: target.username, displayName: target.displayName },
    })
    .from(audit)
    .leftJoin(rooms, eq(rooms.id, audit.roomId))
    .leftJoin(actor, eq(actor.id, audit.actorId))
    .leftJoin(target, eq(target.id, targetAccount))
    .where(where)
}

type Row = Awaited<ReturnType<typeof select>>[number]

function toEntry({ id, createdAt, action, detail, ip, ...row }: Row): AuditEntry {
  const { roomId, actorId, targetId } = row
  return {
    id,
    at: createdAt.getTime(),
    action,
    room: roomId === null ? null : { id: roomId, name: row.roomName ?? '' },
    actor: actorId === null ? null : (row.actor ?? nobody(actorId)),
    target: targetId === null ? null : (row.target ?? { id: targetId }),
    detail,
    ip,
  }
}

/** Somebody of whom not even a row is left. */
function nobody(id: string) {
  return { id, username: deletedUsername(id), displayName: DELETED_NAME }
}
