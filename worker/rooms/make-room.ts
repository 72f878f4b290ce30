import { v7 } from 'uuid'
import type * as z from 'zod'
import { newRoom } from '../../protocol/events.ts'
import type { createRoomSchema, RoomAnswer } from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import { type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { reserveName } from '../store/room-names.ts'

/** Rooms that one account may make in an hour: each is an object that is never given back. */
export const ROOMS_MADE = { most: 30, windowMs: 3_600_000 }

/**
 * Makes a room. The name first: only Postgres sees all rooms, and a room without its name must not come to be.
 * When the room does not answer, the name stays held for its maker, who may simply try again.
 * @throws Unavailable
 */
export async function makeRoom(
  parts: Parts,
  { topic = '', description = '', ...wanted }: z.output<typeof createRoomSchema>,
  owner: Profile,
): Promise<Outcome<RoomAnswer>> {
  const made = { createdBy: owner.id, createdAt: parts.now() }
  const room = newRoom({ id: v7(), ...wanted, topic, description, ...made })
  const id = await reserveName(parts.db, room)
  if (id === undefined) return refused('room_name_taken')
  return await new RoomDoor(parts.env.ROOMS, id).create({ ...room, id }, owner)
}
