import { useEffect, useState } from 'preact/hooks'
import type { Member } from '../../../protocol/events.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { membersOf, rollOf } from '../../state/people.ts'
import { presenceOf, type There } from '../../state/presence.ts'
import { later } from '../later.tsx'
import { LeaveRoom } from './leave-room.tsx'
import { PeopleList } from './people-list.tsx'
import type { PersonProps } from './person.tsx'

const PersonMenu = later(() => import('./person-menu.tsx'))
const MemberSearch = later(() => import('./member-search.tsx'))

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
  const { here, offline } = rollOf(people, line.here.value)
  const presence = (id: string) => ({
    presence: presenceOf(id, line.here.value, line.away.value),
    lastSeenAt: line.lastSeen.value.get(id),
  })
  const choose: PersonProps['onChoose'] = (member, anchor, there) =>
    setChosen({ member, anchor, there })
  useEffect(() => {
    if (isWhole) void line.learnLastSeen()
  }, [line, isWhole])
  return (
    <>
      {isWhole ? (
        <>
          <PeopleList
            title="Here now"
            people={here}
            me={who.me}
            presenceOf={presence}
            onChoose={choose}
          />
          <PeopleList
            title="Not here"
            people={offline}
            me={who.me}
            presenceOf={presence}
            onChoose={choose}
          />
        </>
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
