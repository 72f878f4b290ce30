import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import type { Room } from '../../protocol/events.ts'
import { nameKey } from '../domain/room-name.ts'
import { type Database, run, UniqueViolation } from './client.ts'
import { rooms } from './schema.ts'

// Names of rooms, which are unique: only Postgres sees all rooms, so a room asks here first. Everything here
// throws Unavailable.

/**
 * Holds a name for a room that is about to be made: a row with `head_seq` 0, which the room's own
 * outbox raises. A reservation that nothing came of for a day is free again; its maker may use it
 * at once, and gets the room it was for, which may have come to be without anybody hearing of it.
 * @returns the id the room is to have, or undefined when the name is taken
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
        targetWhere: and(eq(rooms.kind, sql`'room'`), isNull(rooms.deletedAt)) as SQL,
        set: { ...row, id: sql`case when ${own} then ${rooms.id} else excluded.id end` },
        setWhere: sql`${rooms.headSeq} = 0 and (${own} or ${isForgotten})`,
      })
      .returning({ id: rooms.id }),
  )
  return reserved?.id
}

/** The room that has a name, in whatever case, whoever may know of it. */
export async function roomNamed(db: Database, name: string): Promise<string | undefined> {
  const alive = and(eq(rooms.kind, 'room'), isNull(rooms.deletedAt), gt(rooms.headSeq, 0))
  const [row] = await run(
    db
      .select({ id: rooms.id })
      .from(rooms)
      .where(and(eq(rooms.nameKey, nameKey(name)), alive)),
  )
  return row?.id
}

/** Whether nothing has come of a reservation. */
const isForgotten = sql`${rooms.createdAt} < now() - interval '24 hours'`

/**
 * Gives a room another name, before the room itself has it; or the one from before, should the room not take it.
 * @returns false when another room has it, in whatever case
 */
export async function claimName(db: Database, roomId: string, name: string): Promise<boolean> {
  return await named(db, roomId, name, {})
}

/**
 * Takes the name of a deleted room once more, so that the room can be brought back.
 * @param name in place of its own
 * @returns false when another room has it by now
 */
export async function reclaimName(db: Database, roomId: string, name?: string): Promise<boolean> {
  return await named(db, roomId, name, { deletedAt: null })
}

/** Gives the name back that was taken for a deleted room, which stays so: it is called what it was. */
export async function returnName(db: Database, { id, name, deletedAt }: Room): Promise<void> {
  const was = { name, nameKey: nameKey(name) }
  const gone = deletedAt === null ? {} : { deletedAt: new Date(deletedAt) }
  await run(
    db
      .update(rooms)
      .set({ ...was, ...gone })
      .where(eq(rooms.id, id)),
  )
}

async function named(
  db: Database,
  roomId: string,
  name: string | undefined,
  change: { deletedAt?: null },
): Promise<boolean> {
  const mine = and(eq(rooms.id, roomId), eq(rooms.kind, 'room'))
  const key = name === undefined ? ownKey(roomId) : sql`${nameKey(name)}`
  const names = name === undefined ? {} : { name, nameKey: nameKey(name) }
  const forgotten = db
    .delete(rooms)
    .where(sql`${rooms.nameKey} = ${key} and ${rooms.id} <> ${roomId} and ${rooms.headSeq} = 0
      and ${isForgotten}`)
  const naming = db
    .update(rooms)
    .set({ ...names, ...change, updatedAt: sql`now()` })
    .where(mine)
  try {
    const [, { rowCount }] = await run(db.batch([forgotten, naming]))
    return rowCount > 0
  } catch (error) {
    if (error instanceof UniqueViolation) return false
    throw error
  }
}

function ownKey(roomId: string): SQL {
  return sql`(select own.name_key from ${rooms} own where own.id = ${roomId})`
}
