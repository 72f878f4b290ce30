import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Room, RoomEvent } from '../../protocol/events.ts'
import { deedsOf } from '../domain/deeds.ts'
import { nameKey } from '../domain/room-name.ts'
import { type Database, run } from './client.ts'
import { puttingPeople } from './member-record.ts'
import { revisingMessages } from './message-record.ts'
import { audit, events as eventsTable, messages, rooms } from './schema.ts'

/** An event that Postgres refuses for good, and the SQLSTATE it gave. */
export interface Poison {
  event: RoomEvent
  code: string
}

/**
 * Writes a run of a room's events in one transaction and one round trip, and what follows from them: who belongs
 * to the room, what is removed there, what the audit has to say. Doing it again changes nothing, so an
 * answer that was lost may be asked for again.
 * @param memberCount how many belong to the room now
 * @throws Unavailable, UniqueViolation or QueryFailed
 */
export async function recordEvents(
  db: Database,
  room: Room,
  events: readonly RoomEvent[],
  memberCount: number,
): Promise<void> {
  if (events.length === 0) return
  const statements: [BatchItem<'pg'>, ...BatchItem<'pg'>[]] = [
    putRoom(db, room, events, memberCount),
    putEvents(db, room, events),
    ...puttingPeople(db, room, events),
    ...revisingMessages(db, room, events),
    ...puttingDeeds(db, room, events),
  ]
  await run(db.batch(statements))
}

/**
 * Leaves word of events that were refused. An entry that is there already is not written again.
 * @throws Unavailable, UniqueViolation or QueryFailed
 */
export async function recordPoison(
  db: Database,
  room: Room,
  poison: readonly Poison[],
): Promise<void> {
  for (const { event, code } of poison) {
    const detail = JSON.stringify({ seq: event.seq, type: event.type, sqlstate: code })
    await run(
      db.execute(sql`
        insert into ${audit} (room_id, actor_id, action, target_id, detail)
        select ${room.id}, ${event.by}, 'event.quarantined', ${event.id}, ${detail}::jsonb
        where not exists (select 1 from ${audit} where room_id = ${room.id}
          and action = 'event.quarantined' and target_id = ${event.id})`),
    )
  }
}

/**
 * The room's row stands already, reserved with its name; the head tells how far it has come. What the room has
 * become is taken over unless Postgres knows it as it is later. Its name is not: names are claimed here
 * before they are (rooms.ts). A room that was deleted is brought back where its name is free, and there alone.
 */
function putRoom(db: Database, room: Room, events: readonly RoomEvent[], memberCount: number) {
  const { id, kind, name, topic, description, visibility, settings, createdBy } = room
  const createdAt = new Date(room.createdAt)
  const { lastActivityAt, deletedAt } = rooms
  return db
    .insert(rooms)
    .values({
      ...{ id, kind, name, topic, description, visibility, settings, createdBy, createdAt },
      nameKey: nameKey(name),
      memberCount,
      archivedAt: momentOf(room.archivedAt),
      deletedAt: momentOf(room.deletedAt),
      headSeq: events.at(-1)?.seq ?? 0,
      lastActivityAt: momentOf(events.findLast(stirs)?.at ?? null) ?? createdAt,
    })
    .onConflictDoUpdate({
      target: rooms.id,
      set: {
        kind: newest(rooms.kind),
        topic: newest(rooms.topic),
        description: newest(rooms.description),
        visibility: newest(rooms.visibility),
        settings: newest(rooms.settings),
        memberCount: newest(rooms.memberCount),
        archivedAt: newest(rooms.archivedAt),
        deletedAt: sql`coalesce(${deletedAt}, ${newest(deletedAt)})`,
        headSeq: sql`greatest(${rooms.headSeq}, excluded.head_seq)`,
        lastActivityAt: sql`greatest(${lastActivityAt}, excluded.last_activity_at)`,
      },
    })
}

function newest(column: PgColumn) {
  const told = sql.identifier(column.name)
  return sql`case when excluded.head_seq >= ${rooms.headSeq} then excluded.${told} else ${column} end`
}

function momentOf(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}

/** Whether it makes a room one where something has happened: not what is merely put in order. */
function stirs({ type }: RoomEvent): boolean {
  return !QUIET.has(type)
}
const QUIET: ReadonlySet<RoomEvent['type']> = new Set([
  'room.managed',
  'member.changed',
  'member.erased',
  'member.invited',
  'member.muted',
  'member.unbanned',
  'member.uninvited',
  'message.deleted',
  'message.edited',
  'message.pinned',
  'message.reacted',
  'message.restored',
  'unknown',
])

/**
 * All events in one parameter: building a statement with a parameter for each value cost the
 * room's own thread more than taking the messages in. The same row again is the same event; another
 * row with its seq or cid is a failure to report.
 */
function putEvents(db: Database, room: Room, events: readonly RoomEvent[]) {
  return db.execute(sql`
    with arrived as materialized (
      select event, told.*
      from jsonb_array_elements(${JSON.stringify(events)}::jsonb) as event,
        jsonb_to_record(event)
          as told (id uuid, seq bigint, type text, "by" uuid, cid text, body text, style text, at bigint)
    ), said as (
      insert into ${messages} (id, room_id, seq, user_id, cid, type, body, created_at)
      select id, ${room.id}, seq, "by", cid, coalesce(style, 'text'), body, to_timestamp(at / 1000.0)
      from arrived where type = 'message.sent'
      on conflict (id) do nothing
    )
    insert into ${eventsTable} (room_id, seq, id, event)
    select ${room.id}, seq, id, event from arrived
    on conflict (id) do nothing`)
}

/** The audit's entries, each once however often its event comes. */
function puttingDeeds(db: Database, room: Room, events: readonly RoomEvent[]) {
  const entries = events.flatMap(event =>
    deedsOf(room, event).map(deed => ({ ...deed, event: event.id, by: event.by, at: event.at })),
  )
  if (entries.length === 0) return []
  const writing = sql`
    insert into ${audit} (event_id, room_id, actor_id, action, target_id, detail, created_at)
    select event, ${room.id}, "by", action, target, detail, to_timestamp(at / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as told (event uuid, "by" uuid, action text, target text, detail jsonb, at bigint)
    on conflict do nothing`
  return [db.execute(writing)]
}
