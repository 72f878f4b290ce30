import type { Context } from 'hono'
import type { Room } from '../../protocol/events.ts'
import type { ChangeRoom } from '../../protocol/rest.ts'
import { Refusal } from '../errors.ts'
import type { SignedInRequest } from '../middleware/session.ts'
import { claimName, reclaimName, returnName } from '../store/room-names.ts'
import { operate } from './operate.ts'

// Names of rooms are unique, and only Postgres sees all rooms: there a name is taken first, so that no room
// has one that another has, too. Should the room then refuse, or not answer, the name is given back.

/**
 * Changes a room.
 * @throws Refusal when it may not be, or the name is taken; Unavailable
 */
export async function changeRoom(
  c: Context<SignedInRequest>,
  roomId: string,
  wanted: ChangeRoom,
): Promise<Room> {
  const { name } = wanted
  if (name === undefined) return await operate(c, roomId, 'change', wanted)
  const { room } = await operate(c, roomId, 'permits', { permission: 'room.change' })
  if (!(await claimName(c.env.db, roomId, name))) throw new Refusal('room_name_taken')
  try {
    return await operate(c, roomId, 'change', wanted)
  } catch (error) {
    await claimName(c.env.db, roomId, room.name)
    throw error
  }
}

/**
 * Brings a deleted room back.
 * @param name what to call it, when its own name has another room by now
 * @throws Refusal, Unavailable
 */
export async function restoreRoom(
  c: Context<SignedInRequest>,
  roomId: string,
  name: string | undefined,
): Promise<Room> {
  const { room } = await operate(c, roomId, 'permits', { permission: 'room.delete' })
  // One that is there keeps its name.
  if (room.deletedAt === null) return room
  if (!(await reclaimName(c.env.db, roomId, name))) throw new Refusal('room_name_taken')
  try {
    return await operate(c, roomId, 'restore', { name })
  } catch (error) {
    // Whether a room that does not answer is back, nobody knows: then the name is kept for it.
    if (error instanceof Refusal) await returnName(c.env.db, room)
    throw error
  }
}
