import { useEffect, useState } from 'preact/hooks'
import type { Member } from '../../../protocol/events.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { membersOf, type Roll, rollOf } from '../../state/people.ts'
import { type There, thereIn } from '../../state/presence.ts'
import { later } from '../later.tsx'
import { LeaveRoom } from './leave-room.tsx'
import { PeopleList } from './people-list.tsx'
import type { PersonProps } from './person.tsx'
import { useStandings } from './use-standings.ts'

const PersonMenu = later(() => import('./person-menu.tsx'))
const MemberSearch = later(() => import('./member-search.tsx'))

/** Of so many people it is asked whether they are somewhere else. */
const WATCHED_HERE = 100

export interface PeoplePanelProps {
  line: RoomLine
  who: Onlooker
}

/** Who is in the room, and what can be done with each of them. */
export function PeoplePanel({ line, who }: PeoplePanelProps) {
  const [chosen, setChosen] = useState<{
    member: Member
    anchor: Element
    there: There
  }>()
  const people = line.people.value
  const counts = line.counts.value
  const room = line.room.value
  const isWhole = membersOf(people).length >= counts.members
  const others = isWhole ? membersOf(people).filter(({ id }) => id !== who.me) : []
  const standings = useStandings(others.slice(0, WATCHED_HERE).map(({ id }) => id))
  const company = { here: line.here.value, away: line.away.value, lastSeen: line.lastSeen.value }
  const thereOf = (id: string) => thereIn(company, id, standings.get(id))
  const roll = rollOf(people, company.here, id => thereOf(id).presence !== 'offline')
  const choose: PersonProps['onChoose'] = (member, anchor, there) =>
    setChosen({ member, anchor, there })
  useEffect(() => {
    if (isWhole) void line.learnLastSeen()
  }, [line, isWhole])
  return (
    <>
      {isWhole ? (
        LISTS.map(([list, title]) => (
          <PeopleList
            key={list}
            title={title}
            people={roll[list]}
            me={who.me}
            thereOf={thereOf}
            onChoose={choose}
          />
        ))
      ) : (
        <MemberSearch line={line} me={who.me} onChoose={choose} />
      )}
      <LeaveRoom line={line} />
      {chosen && room !== null && (
        <PersonMenu
          {...chosen}
          member={people.get(chosen.member.id) ?? chosen.member}
          room={room}
          who={who}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}

const LISTS: [keyof Roll, string][] = [
  ['here', 'Here now'],
  ['online', 'Elsewhere'],
  ['offline', 'Not here'],
]
