import { v7 } from 'uuid'
import { makeRoom } from '../support/ways.ts'
import { type Cast, idOf } from './cast.ts'
import type { Target } from './row.ts'

/** The rooms of one row: the cast's, in which everybody is what they are called, and a stranger's. */
export async function makeRooms({ people, stranger }: Cast): Promise<Record<Target, string>> {
  const { owner, member, moderator, banned } = people
  const own = await makeRoom(owner)
  const path = `/api/rooms/${own}`
  for (const guest of [member, moderator, banned]) await guest.post(`${path}/join`)
  const role = { body: { role: 'moderator' } }
  await owner.ask('PATCH', `${path}/members/${idOf(moderator)}`, role)
  await owner.ask('DELETE', `${path}/members/${idOf(banned)}?ban=true`, {})
  return { own, other: await makeRoom(stranger, 'private'), nonexistent: v7() }
}
