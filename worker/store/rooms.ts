import { and, desc, eq, exists, gt, isNull, not, type SQL, sql } from 'drizzle-orm'
import type { Room } from '../../protocol/events.ts'
import type { RoomList, RoomSummary } from '../../protocol/rest.ts'
import { nameKey } from '../domain/room-name.ts'
import { type Database, run } from './client.ts'
import { members, rooms } from './schema.ts'

/** Rooms in each half of a list. */
const LIST_MAX = 200

/**
 * Holds a name for a room that is about to be made: a row with `head_seq` 0, which the room's own
 * outbox raises. A reservation that nothing came of for a day is free again; its maker may use it
 * at once, and gets the room it was for, which may have come to be without anybody hearing of it.
 * @returns the id the room is to have, or undefined when the name is taken
 * @throws Unavailable
 */
export async function reserveName(db: Database, room: Room): Promise<string | undefined> {
  const { id, name, topic, description, visibility, createdBy } = room
  const createdAt = new Date(room.createdAt)
  const shown = { id, name, topic, description, visibility, createdBy, createdAt }
  const row = { ...shown, updatedAt: createdAt, lastActivityAt: createdAt }
  const own = sql`${rooms.createdBy} = excluded.created_by`
  const [reserved] = await run(
    db
      .insert(rooms)
      .values({ ...row, nameKey: nameKey(name) })
      .onConflictDoUpdate({
        target: rooms.nameKey,
        targetWhere: isNull(rooms.deletedAt),
        set: { ...row, id: sql`case when ${own} then ${rooms.id} else excluded.id end` },
        setWhere: sql`${rooms.headSeq} = 0
          and (${own} or ${rooms.createdAt} < now() - interval '24 hours')`,
      })
      .returning({ id: rooms.id }),
  )
  return reserved?.id
}

/** The rooms a person belongs to and the public ones they do not. @throws Unavailable */
export async function listRooms(db: Database, userId: string): Promise<RoomList> {
  const own = and(eq(members.roomId, rooms.id), eq(members.userId, userId), isNull(members.leftAt))
  const belongs = exists(db.select({ one: sql`1` }).from(members).where(own))
  const open = and(eq(rooms.visibility, 'public'), not(belongs))
  const [joined, others] = await run(
    db.batch([summaries(db, userId, belongs), summaries(db, userId, open)]),
  )
  return { joined: joined.map(toSummary), open: others.map(toSummary) }
}

/** The ids of the rooms a person belongs to. @throws Unavailable */
export async function roomsOf(db: Database, userId: string): Promise<string[]> {
  const belongs = and(eq(members.userId, userId), isNull(members.leftAt))
  const rows = await run(db.select({ id: members.roomId }).from(members).where(belongs))
  return rows.map(row => row.id)
}

function summaries(db: Database, userId: string, which: SQL | undefined) {
  const here = sql`from ${members} where ${members.roomId} = ${rooms.id} and ${members.leftAt} is null`
  return db
    .select({
      room: rooms,
      members: sql<number>`(select count(*)::int ${here})`,
      role: sql<
        RoomSummary['role']
      >`(select ${members.role} ${here} and ${members.userId} = ${userId})`,
    })
    .from(rooms)
    .where(and(eq(rooms.kind, 'room'), gt(rooms.headSeq, 0), isNull(rooms.deletedAt), which))
    .orderBy(desc(rooms.lastActivityAt))
    .limit(LIST_MAX)
}

type Row = Awaited<ReturnType<typeof summaries>>[number]

function toSummary({ room, members, role }: Row): RoomSummary {
  const { id, name, topic, description, visibility, createdBy } = room
  const createdAt = room.createdAt.getTime()
  const lastActivityAt = room.lastActivityAt.getTime()
  return {
    id,
    name,
    topic,
    description,
    visibility,
    createdBy,
    createdAt,
    members,
    role,
    lastActivityAt,
  }
}
