import type { Role, RoomEvent } from '../../protocol/events.ts'
import type { Welcome } from '../../protocol/frames.ts'
import type { People } from './people.ts'

/** How many belong to a room, and how many of them are in it now: more, perhaps, than are known by name. */
export interface Counts {
  members: number
  here: number
}

/** Older rooms name all of them and say no numbers. */
export function countsOf({ members = [], memberCount, presence, hereCount }: Welcome): Counts {
  return {
    members: memberCount ?? members.filter(member => member.role !== null).length,
    here: hereCount ?? presence.length,
  }
}

/**
 * The numbers after these events.
 * @param people as they were before: who had left already is told to leave once more by a ban
 */
export function withComings(counts: Counts, events: readonly RoomEvent[], people: People): Counts {
  let { members } = counts
  const roles = new Map<string, Role | null | undefined>()
  const roleOf = (id: string) => (roles.has(id) ? roles.get(id) : people.get(id)?.role)
  for (const event of events) {
    if (event.type !== 'member.joined' && event.type !== 'member.left') continue
    const { id } = event.member
    if (event.type === 'member.joined') members += 1
    else if (roleOf(id) !== null) members -= 1
    roles.set(id, event.member.role)
  }
  return members === counts.members ? counts : { ...counts, members: Math.max(0, members) }
}
