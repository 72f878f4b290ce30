import { createRoomSchema } from '../../protocol/rest.ts'
import { profileOf } from '../domain/identity.ts'
import { granted, Refusal } from '../errors.ts'
import { spend } from '../middleware/rate-limit.ts'
import { inviteByName } from '../rooms/invite.ts'
import { makeRoom, ROOMS_MADE } from '../rooms/make-room.ts'
import { operate } from '../rooms/operate.ts'
import { roomNamed } from '../store/room-names.ts'
import { checked, type Doer } from './doing.ts'
import { called } from './target.ts'

// Into rooms, out of them, and others into them.

export const join: Doer<'join'> = async ({ c }, { room: name }) => {
  const id = await roomNamed(c.env.db, name)
  // Whether there is one that they may know of is the room's to say.
  if (id === undefined) throw new Refusal('not_found')
  const { room } = await operate(c, id, 'join', {})
  return { text: `You are in ${room.name}.`, go: room.id }
}

export const leave: Doer<'leave'> = async ({ c, roomId }) => {
  await operate(c, roomId, 'leave', {})
  return { text: 'You have left. What you said stays.' }
}

export const create: Doer<'create'> = async ({ c }, { name, visibility }) => {
  const wanted = checked(createRoomSchema, { name, visibility }, 'name')
  await spend(c.env, c.var.identity, 'rooms', ROOMS_MADE)
  const { room } = granted(await makeRoom(c.env, wanted, profileOf(c.var.identity)))
  return { text: `${room.name} is there, and yours.`, go: room.id }
}

export const invite: Doer<'invite'> = async ({ c, roomId }, { person: username }) => {
  const { person } = await inviteByName(c, roomId, username)
  return { text: `${called(person)} is asked in.` }
}
