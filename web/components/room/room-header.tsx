import type { Room } from '../../../protocol/events.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { membersOf } from '../../state/people.ts'
import { BackLink } from '../back-link.tsx'
import { Icon } from '../icon.tsx'
import { RoomMark } from '../rooms/room-mark.tsx'
import type { PeopleShown } from './people-shown.ts'
import './room-header.css'

export interface RoomHeaderProps {
  line: RoomLine
  room: Pick<Room, 'id' | 'name' | 'topic'> | undefined
  people: PeopleShown
}

export function RoomHeader({ line, room, people }: RoomHeaderProps) {
  return (
    <header class="room-header">
      <BackLink />
      {room && <RoomMark id={room.id} />}
      <div class="room-header-text">
        <h1 class="serif" dir="auto">
          {room?.name ?? ' '}
        </h1>
        {room !== undefined && room.topic !== '' && (
          <p class="room-header-topic" dir="auto" title={room.topic}>
            {room.topic}
          </p>
        )}
      </div>
      <PeopleButton line={line} people={people} />
    </header>
  )
}

function PeopleButton({ line, people }: Pick<RoomHeaderProps, 'line' | 'people'>) {
  const members = membersOf(line.people.value).length
  const here = line.here.value.size
  if (members === 0) return null
  const shown = people.beside || people.over
  return (
    <button
      class="people-button"
      type="button"
      aria-expanded={shown}
      title={shown ? 'Hide people' : 'Show people'}
      onClick={people.toggle}
    >
      <Icon name="people" />
      <span>
        {members} <span class="unseen">{members === 1 ? 'person, ' : 'people, '}</span>
      </span>
      <span class="people-button-here">
        {here} <span class="people-button-word">here</span>
      </span>
    </button>
  )
}
