import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import {
  eventSchema,
  type MessageSent,
  messageSentSchema,
  type RoomEvent,
} from '../../protocol/events.ts'
import type { RoomArchive } from '../room/older.ts'
import { type Database, run } from './client.ts'
import { RETELLS } from './retelling.ts'
import { events, messages } from './schema.ts'

// What a room has let go of itself, read back from Postgres. Everything here is in seq order,
// oldest first, and throws Unavailable when Postgres does not answer. Messages that were removed
// are without their bodies, though Postgres may keep those for a while.

/** The archive of one room. */
export function archiveOf(db: Database, roomId: string): RoomArchive {
  return {
    eventsAfter: (seq, limit) => eventsAfter(db, roomId, seq, limit),
    eventsAt: seqs => eventsAt(db, roomId, seqs),
    messagesBefore: (seq, limit) => messagesBefore(db, roomId, seq, limit),
    messagesAfter: (seq, limit) => messagesAfter(db, roomId, seq, limit),
    messagesAt: seqs => messagesAt(db, roomId, seqs),
    seqAt: moment => seqAt(db, roomId, moment),
    recorded: (userId, cid) => recorded(db, roomId, userId, cid),
  }
}

const eventsSchema = z.array(eventSchema)
const messagesSchema = z.array(messageSentSchema)

/** Up to `limit` events after `seq`. */
async function eventsAfter(
  db: Database,
  roomId: string,
  seq: number,
  limit: number,
): Promise<RoomEvent[]> {
  const where = and(eq(events.roomId, roomId), gt(events.seq, seq))
  return await eventsIn(selectEvents(db, where).orderBy(asc(events.seq)).limit(limit))
}

/** The events with these seqs. */
async function eventsAt(
  db: Database,
  roomId: string,
  seqs: readonly number[],
): Promise<RoomEvent[]> {
  const where = and(eq(events.roomId, roomId), inArray(events.seq, [...seqs]))
  return await eventsIn(selectEvents(db, where).orderBy(asc(events.seq)))
}

function selectEvents(db: Database, where: SQL | undefined) {
  return db.select({ event: told() }).from(events).leftJoin(messages, removed()).where(where)
}

async function eventsIn(rows: Promise<{ event: unknown }[]>): Promise<RoomEvent[]> {
  return eventsSchema.parse((await run(rows)).map(({ event }) => event))
}

/** The removed message that an event is, if it is one. */
function removed() {
  const same = and(eq(messages.roomId, events.roomId), eq(messages.seq, events.seq))
  return and(same, isNotNull(messages.deletedAt))
}

/** An event without what was removed; it can stand in those that told it anew, too. */
function told() {
  const { event } = events
  return sql`case
    when ${messages.id} is not null then jsonb_set(${event}, '{body}', '""')
    when ${RETELLS} then jsonb_set(${event}, '{messages}', (
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
  const found = await messagesIn(select(db, where).orderBy(desc(messages.seq)).limit(limit))
  return found.reverse()
}

/** Up to `limit` messages after `seq`. */
async function messagesAfter(
  db: Database,
  roomId: string,
  seq: number,
  limit: number,
): Promise<MessageSent[]> {
  const where = and(eq(messages.roomId, roomId), gt(messages.seq, seq))
  return await messagesIn(select(db, where).orderBy(asc(messages.seq)).limit(limit))
}

/** The messages with these seqs. */
async function messagesAt(
  db: Database,
  roomId: string,
  seqs: readonly number[],
): Promise<MessageSent[]> {
  const where = and(eq(messages.roomId, roomId), inArray(messages.seq, [...seqs]))
  return await messagesIn(select(db, where).orderBy(asc(messages.seq)))
}

/** The seq of the first message at or after a moment (milliseconds since 1970), if there is one. */
async function seqAt(db: Database, roomId: string, moment: number): Promise<number | undefined> {
  const where = and(eq(messages.roomId, roomId), gte(messages.createdAt, new Date(moment)))
  const first = db.select({ seq: messages.seq }).from(messages).where(where)
  const [row] = await run(first.orderBy(asc(messages.createdAt), asc(messages.seq)).limit(1))
  return row?.seq
}

/** What a user recorded under a cid, as it was recorded. */
async function recorded(
  db: Database,
  roomId: string,
  userId: string,
  cid: string,
): Promise<MessageSent | undefined> {
  const said = and(eq(messages.roomId, roomId), eq(messages.userId, userId), eq(messages.cid, cid))
  const where = and(
    eq(events.roomId, roomId),
    eq(events.seq, db.select({ seq: messages.seq }).from(messages).where(said)),
  )
  const [event] = await eventsIn(selectEvents(db, where).limit(1))
  return event?.type === 'message.sent' ? event : undefined
}

/** Messages whole: what their events tell of them, and what they say now. */
function select(db: Database, where: SQL | undefined) {
  const body = sql<string>`case when ${messages.deletedAt} is null then ${messages.body} else '' end`
  return db
    .select({ event: sql`${events.event} || jsonb_build_object('body', ${body})` })
    .from(messages)
    .innerJoin(events, and(eq(events.roomId, messages.roomId), eq(events.seq, messages.seq)))
    .where(where)
}

async function messagesIn(rows: Promise<{ event: unknown }[]>): Promise<MessageSent[]> {
  return messagesSchema.parse((await run(rows)).map(({ event }) => event))
}
