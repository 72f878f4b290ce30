import { useMemo } from 'preact/hooks'
import type { Member, Room } from '../../../protocol/events.ts'
import type { Account } from '../../../protocol/rest.ts'
import type { Completion, World } from '../../../protocol/slash/complete.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { worldOf } from '../../state/commands/world.ts'
import { rooms } from '../../state/rooms.ts'
import { standingOf } from '../../state/standing.ts'
import { usePeopleFound } from './use-people-found.ts'

export interface Worldly {
  world: World
  /** Asks for people who may not be known. */
  look(wanted: Completion['people']): void
}

/**
 * What commands can be about in a room.
 * @param isWriting whether one is being written: only then it matters who there is, which changes often
 */
export function useWorld(
  line: RoomLine,
  account: Account,
  room: Room | undefined,
  isWriting: boolean,
): Worldly {
  const found = usePeopleFound(line, line.id)
  const me = line.people.value.get(account.id)
  const standing = room && standingOf(account, me, room)
  const people = isWriting ? line.people.value : NO_PEOPLE
  const here = isWriting ? line.here.value : NOBODY
  const list = rooms.value
  const world = useMemo(
    () =>
      room === undefined || standing === undefined
        ? NOWHERE
        : worldOf({
            me: account.id,
            standing,
            room,
            people,
            here,
            rooms: list.phase === 'here' ? list.list : NO_ROOMS,
            foundMembers: found.members,
            foundPeople: found.people,
          }),
    [account.id, standing, room, people, here, list, found.members, found.people],
  )
  return { world, look: found.look }
}

const NO_PEOPLE: ReadonlyMap<string, Member> = new Map()
const NOBODY: ReadonlySet<string> = new Set()
const NO_ROOMS = { joined: [], open: [], invited: [] }
const NOWHERE: World = { commands: [], people: [], rooms: [], roles: [] }
