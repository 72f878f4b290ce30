import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Member, MemberLeft, Room, RoomEvent } from '../../protocol/events.ts'
import { nameKey } from '../domain/room-name.ts'
import { type Database, run } from './client.ts'
import { audit, events as eventsTable, members, messages, rooms } from './schema.ts'

/** An event that Postgres refuses for good, and the SQLSTATE it gave. */
export interface Poison {
  event: RoomEvent
  code: string
}

/**
 * Writes a run of a room's events in one transaction and one round trip. Doing it again changes
 * nothing, so an answer that was lost may be asked for again.
 * @throws Unavailable, UniqueViolation or QueryFailed
 */
export async function recordEvents(
  db: Database,
  room: Room,
  events: readonly RoomEvent[],
): Promise<void> {
  const last = events.at(-1)
  if (last === undefined) return
  const statements: [BatchItem<'pg'>, ...BatchItem<'pg'>[]] = [putRoom(db, room, last)]
  for (const event of events) {
    if (event.type === 'member.joined' || event.type === 'member.changed')
      statements.push(putMember(db, room, event.member))
    if (event.type === 'member.left') statements.push(markLeft(db, room, event))
  }
  statements.push(putEvents(db, room, events))
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

/** The room's row stands already, reserved with its name; the head tells how far it has come. */
function putRoom(db: Database, room: Room, last: RoomEvent) {
  const { id, name, topic, description, visibility, createdBy } = room
  const at = new Date(last.at)
  return db
    .insert(rooms)
    .values({
      id,
      name,
      nameKey: nameKey(name),
      topic,
      description,
      visibility,
      createdBy,
      createdAt: new Date(room.createdAt),
      headSeq: last.seq,
      lastActivityAt: at,
    })
    .onConflictDoUpdate({
      target: rooms.id,
      set: {
        topic,
        description,
        visibility,
        headSeq: sql`greatest(${rooms.headSeq}, excluded.head_seq)`,
        lastActivityAt: sql`greatest(${rooms.lastActivityAt}, excluded.last_activity_at)`,
      },
    })
}

function putMember(db: Database, room: Room, member: Member) {
  const joinedAt = new Date(member.joinedAt)
  const row = { roomId: room.id, userId: member.id, role: member.role ?? 'member', joinedAt }
  return db
    .insert(members)
    .values({ ...row, lastSeenAt: joinedAt })
    .onConflictDoUpdate({
      target: [members.roomId, members.userId],
      set: { role: row.role, joinedAt, leftAt: null, bannedAt: null },
    })
}

/** The row stays, as their messages do; the role they had is of no use any more. */
function markLeft(db: Database, room: Room, { member, at, banned }: MemberLeft) {
  const leftAt = new Date(at)
  const joinedAt = new Date(member.joinedAt)
  const gone = { role: 'member' as const, leftAt, bannedAt: banned ? leftAt : null }
  return db
    .insert(members)
    .values({ roomId: room.id, userId: member.id, joinedAt, lastSeenAt: leftAt, ...gone })
    .onConflictDoUpdate({ target: [members.roomId, members.userId], set: gone })
}

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
          as told (id uuid, seq bigint, type text, "by" uuid, cid text, body text, at bigint)
    ), said as (
      insert into ${messages} (id, room_id, seq, user_id, cid, body, created_at)
      select id, ${room.id}, seq, "by", cid, body, to_timestamp(at / 1000.0)
      from arrived where type = 'message.sent'
      on conflict (id) do nothing
    )
    insert into ${eventsTable} (room_id, seq, id, event)
    select ${room.id}, seq, id, event from arrived
    on conflict (id) do nothing`)
}
