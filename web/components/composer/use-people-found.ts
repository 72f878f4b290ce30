import { useEffect, useState } from 'preact/hooks'
import type { Member } from '../../../protocol/events.ts'
import type { Person } from '../../../protocol/rest.ts'
import type { Completion } from '../../../protocol/slash/complete.ts'
import { loadMembers } from '../../net/members.ts'
import { findPeople } from '../../net/people.ts'
import type { RoomLine } from '../../net/room-line.ts'

/** Milliseconds without a key after which the server is asked for a name. */
const PAUSE_MS = 200

/** People whom the page has not met and the server has named since. */
export interface PeopleFound {
  members: readonly Member[]
  people: readonly Person[]
  /** Asks for whoever is wanted now. */
  look(wanted: Completion['people']): void
}

/** Members of a room in which not everybody is known, and people outside it, by the beginning of a name. */
export function usePeopleFound(line: RoomLine, roomId: string): PeopleFound {
  const [members, setMembers] = useState<readonly Member[]>([])
  const [people, setPeople] = useState<readonly Person[]>([])
  const [wanted, look] = useState<Completion['people']>()
  const among = wanted?.among
  const q = wanted?.q
  useEffect(() => {
    if (among === undefined || q === undefined || q === '') return
    let isOver = false
    const timer = setTimeout(async () => {
      const isCrowd = line.counts.value.members > line.people.value.size
      const [inside, anybody] = await Promise.all([
        isCrowd && among !== 'outsiders' ? loadMembers(roomId, q) : undefined,
        among === 'below' ? undefined : findPeople(q),
      ])
      if (isOver) return
      if (inside?.ok) setMembers(inside.value.members)
      if (anybody?.ok) setPeople(anybody.value)
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [line, roomId, among, q])
  return { members, people, look }
}
