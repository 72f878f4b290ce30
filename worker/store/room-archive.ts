import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { eventSchema, type MessageSent, type RoomEvent } from '../../protocol/events.ts'
import type { RoomArchive } from '../room/older.ts'
import { type Database, run } from './client.ts'
import { events, messages } from './schema.ts'

// What a room has let go of itself, read back from Postgres. Everything here is in seq order,
// oldest first, and throws Unavailable when Postgres does not answer. Messages that were removed
// are without their bodies, though Postgres may keep those for a while.

/** The archive of one room. */
export function archiveOf(db: Database, roomId: string): RoomArchive {
  return {
    eventsAfter: (seq, limit) => eventsAfter(db, roomId, seq, limit),
    messagesBefore: (seq, limit) => messagesBefore(db, roomId, seq, limit),
    messagesAfter: (seq, limit) => messagesAfter(db, roomId, seq, limit),
    messagesAt: seqs => messagesAt(db, roomId, seqs),
    seqAt: moment => seqAt(db, roomId, moment),
    recorded: (userId, cid) => recorded(db, roomId, userId, cid),
  }
}

const eventsSchema = z.array(eventSchema)

/** Up to `limit` events after `seq`. */
async function eventsAfter(
  db: Database,
  roomId: string,
  seq: number,
  limit: number,
): Promise<RoomEvent[]> {
  const rows = await run(
    db
      .select({ event: told() })
      .from(events)
      .leftJoin(messages, removed())
      .where(and(eq(events.roomId, roomId), gt(events.seq, seq)))
      .orderBy(asc(events.seq))
      .limit(limit),
  )
  return eventsSchema.parse(rows.map(row => row.event))
}

/** The removed message that an event is, if it is one. */
function removed() {
  const same = and(eq(messages.roomId, events.roomId), eq(messages.seq, events.seq))
  return and(same, isNotNull(messages.deletedAt))
}

/** An event without what was removed; it can stand in the one that had brought it back, too. */
function told() {
  const { event } = events
  return sql`case
    when ${messages.id} is not null then jsonb_set(${event}, '{body}', '""')
    when ${event} ->> 'type' = 'message.restored' then jsonb_set(${event}, '{messages}', (
      select coalesce(jsonb_agg(
        case when gone.id is null then back else jsonb_set(back, '{body}', '""') end order by nth), '[]')
      from jsonb_array_elements(${event} -> 'messages') with ordinality as list (back, nth)
      left join ${messages} gone on gone.room_id = ${events.roomId}
        and gone.seq = (back ->> 'seq')::bigint and gone.deleted_at is not null))
    else ${event} end`
}

/** Up to `limit` messages before `seq`: the ones nearest to it. */
async function messagesBefore(
  db: Database,
  roomId: string,
  seq: number,
  limit: number,
): Promise<MessageSent[]> {
  const where = and(eq(messages.roomId, roomId), lt(messages.seq, seq))
  const rows = await run(select(db, where).orderBy(desc(messages.seq)).limit(limit))
  return rows.map(toMessage).reverse()
}

/** Up to `limit` messages after `seq`. */
async function messagesAfter(
  db: Database,
  roomId: string,
  seq: number,
  limit: number,
): Promise<MessageSent[]> {
  const where = and(eq(messages.roomId, roomId), gt(messages.seq, seq))
  const rows = await run(select(db, where).orderBy(asc(messages.seq)).limit(limit))
  return rows.map(toMessage)
}

/** The messages with these seqs. */
async function messagesAt(
  db: Database,
  roomId: string,
  seqs: readonly number[],
): Promise<MessageSent[]> {
  const where = and(eq(messages.roomId, roomId), inArray(messages.seq, [...seqs]))
  return (await run(select(db, where).orderBy(asc(messages.seq)))).map(toMessage)
}

/** The seq of the first message at or after a moment (milliseconds since 1970), if there is one. */
async function seqAt(db: Database, roomId: string, moment: number): Promise<number | undefined> {
  const where = and(eq(messages.roomId, roomId), gte(messages.createdAt, new Date(moment)))
  const [row] = await run(
    select(db, where).orderBy(asc(messages.createdAt), asc(messages.seq)).limit(1),
  )
  return row?.seq
}

/** What a user recorded under a cid. */
async function recorded(
  db: Database,
  roomId: string,
  userId: string,
  cid: string,
): Promise<MessageSent | undefined> {
  const where = and(eq(messages.roomId, roomId), eq(messages.userId, userId), eq(messages.cid, cid))
  const [row] = await run(select(db, where).limit(1))
  return row && toMessage(row)
}

function select(db: Database, where: SQL | undefined) {
  const { id, seq, userId, cid, type, body, createdAt, deletedAt } = messages
  return db
    .select({ id, seq, userId, cid, type, body, createdAt, deletedAt })
    .from(messages)
    .where(where)
}

type Row = Awaited<ReturnType<typeof select>>[number]

function toMessage({ id, seq, userId, cid, type, createdAt, ...row }: Row): MessageSent {
  const place = { seq, id, at: createdAt.getTime(), by: userId }
  const body = row.deletedAt === null ? row.body : ''
  const style = type === 'action' ? { style: type } : {}
  return { ...place, type: 'message.sent', cid, body, ...style }
}
