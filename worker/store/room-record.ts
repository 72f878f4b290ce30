import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Member, MessageSent, Room, RoomEvent } from '../../protocol/events.ts'
import { nameKey } from '../domain/room-name.ts'
import { type Database, run } from './client.ts'
import { members, messages, rooms } from './schema.ts'

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
  const joined = events.flatMap(event => (event.type === 'member.joined' ? [event.member] : []))
  for (const member of joined) statements.push(putMember(db, room, member))
  const sent = events.filter(event => event.type === 'message.sent')
  if (sent.length > 0) statements.push(putMessages(db, room, sent))
  await run(db.batch(statements))
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
      set: { role: row.role, joinedAt, leftAt: null },
    })
}

/**
 * All messages in one parameter: building a statement with a parameter for each value cost the
 * room's own thread more than taking the messages in. The same row again is the same event; another
 * row with its seq or cid is a failure to report.
 */
function putMessages(db: Database, room: Room, sent: readonly MessageSent[]) {
  return db.execute(sql`
    insert into ${messages} (id, room_id, seq, user_id, cid, body, created_at)
    select id, ${room.id}, seq, "by", cid, body, to_timestamp(at / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb)
      as sent (id uuid, seq bigint, "by" uuid, cid text, body text, at bigint)
    on conflict (id) do nothing`)
}
