import type { Member, Room } from '../../../protocol/events.ts'
import { mayActOn, mayGive, type Standing } from '../../../protocol/permissions.ts'
import type { Person, RoomList } from '../../../protocol/rest.ts'
import { availableTo } from '../../../protocol/slash/available.ts'
import { ROLES, type Someone, type World } from '../../../protocol/slash/complete.ts'

export interface Surroundings {
  me: string
  standing: Standing
  room: Pick<Room, 'kind' | 'settings'>
  people: ReadonlyMap<string, Member>
  here: ReadonlySet<string>
  rooms: RoomList
  /** Whom the server named: members of the room, and anybody. */
  foundMembers: readonly Member[]
  foundPeople: readonly Person[]
}

/** What can be offered to somebody who writes a command in a room. */
export function worldOf(around: Surroundings): World {
  return {
    commands: availableTo(around.standing, around.room),
    people: peopleIn(around),
    rooms: roomsIn(around.rooms),
    roles: ROLES.filter(role => mayGive(around.standing, role)),
  }
}

/** Whoever is here first, then the other members, then everybody else, each by name. */
function peopleIn(around: Surroundings): Someone[] {
  const members = new Map([...around.foundMembers.map(byId), ...around.people])
  const strangers = around.foundPeople.filter(({ id }) => !members.has(id))
  const all: (Member | (Person & { role: null }))[] = [
    ...members.values(),
    ...strangers.map(person => ({ ...person, role: null })),
  ]
  // Who deleted their account has no name to be called by.
  const named = all.filter(({ username }) => username !== '')
  const ranked = named.map(one => ({ one, rank: rankOf(one, around.here) }))
  ranked.sort((a, b) => a.rank - b.rank || a.one.displayName.localeCompare(b.one.displayName))
  return ranked.map(({ one }) => someone(one, around))
}

function byId(member: Member): [string, Member] {
  return [member.id, member]
}

function rankOf({ id, role }: { id: string; role: Member['role'] }, here: ReadonlySet<string>) {
  if (role === null) return 2
  return here.has(id) ? 0 : 1
}

function someone(
  { id, username, displayName, role }: Person & Pick<Member, 'role'>,
  { me, standing }: Surroundings,
): Someone {
  const isBelow = role !== null && mayActOn(standing, role)
  return { id, username, displayName, role, isMe: id === me, isBelow }
}

/** Rooms one could go to: first those one is asked into, then the open ones, then one's own. */
function roomsIn({ joined, open, invited }: RoomList): World['rooms'] {
  return [
    ...invited.map(({ room }) => ({ name: room.name, hint: 'You are asked in' })),
    ...open.map(({ name, topic }) => ({ name, hint: topic || 'Open to join' })),
    ...joined
      .filter(({ kind }) => kind === 'room')
      .map(({ name }) => ({ name, hint: 'One of yours' })),
  ]
}
