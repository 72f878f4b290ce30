import { v7 } from 'uuid'
import type { Visibility } from '../../../protocol/events.ts'
import { reserveName } from '../../../worker/store/room-names.ts'
import { db } from '../support/people.ts'
import { card, roomStub } from '../support/rooms.ts'
import { type Cast, idOf, type Person } from './cast.ts'
import type { Target } from './row.ts'

/** The rooms of one row: the cast's, in which everybody is what they are called, and a stranger's. */
export async function makeRooms({ people, stranger }: Cast): Promise<Record<Target, string>> {
  const { owner, member, moderator, banned } = people
  const own = await made(owner, 'public')
  const path = `/api/rooms/${own}`
  for (const guest of [member, moderator, banned]) await guest.post(`${path}/join`, {})
  const role = { body: { role: 'moderator' } }
  await owner.ask('PATCH', `${path}/members/${idOf(moderator)}`, role)
  await owner.ask('DELETE', `${path}/members/${idOf(banned)}?ban=true`, {})
  return { own, other: await made(stranger, 'private'), nonexistent: v7() }
}

/** Not by the route, which gives nobody as many rooms in an hour as the table has rows. */
async function made({ session }: Person, visibility: Visibility): Promise<string> {
  const { id, username, displayName } = session.account
  const profile = { id, username, displayName }
  const room = card({ ...profile, sessionId: id, expiresAt: session.expiresAt }, visibility)
  await reserveName(db, room)
  await roomStub(room.id).create(room, profile)
  return room.id
}
