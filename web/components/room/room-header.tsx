import { useState } from 'preact/hooks'
import type { RoomSummary } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { type There, thereIn, thereWords } from '../../state/presence.ts'
import { titleOf } from '../../state/rooms.ts'
import { BackLink } from '../back-link.tsx'
import { LOCALE, minute } from '../clock.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { MenuItem } from '../menu.tsx'
import { useStandings } from '../people/use-standings.ts'
import { RoomMenu } from '../rooms/room-menu.tsx'
import { RoomPicture, type RoomPictureProps } from '../rooms/room-picture.tsx'
import type { SidePanel } from './side-panel.ts'
import { ThreadsButton } from './threads-button.tsx'
import './room-header.css'

type RoomShown = RoomPictureProps['room'] & Pick<RoomSummary, 'topic'>

export interface RoomHeaderProps {
  line: RoomLine
  room: RoomShown | undefined
  /** As the list has it: what the person keeps of it. */
  summary: RoomSummary | undefined
  panel: SidePanel
  /** Asks for a day to go to. */
  onChooseDay(at: number): void
}

export function RoomHeader({ line, room, summary, panel, onChooseDay }: RoomHeaderProps) {
  const [menu, setMenu] = useState<Element>()
  const there = useOther(line, room)
  return (
    <header class="room-header">
      <BackLink />
      {room && <RoomPicture room={room} presence={there?.presence} />}
      <div class="room-header-text">
        <h1 class="serif" dir="auto">
          {room === undefined ? ' ' : titleOf(room)}
        </h1>
        {room !== undefined && <Beneath topic={room.topic} there={there} />}
      </div>
      <ThreadsButton line={line} panel={panel} onToggle={() => panel.toggle('threads')} />
      <PeopleButton line={line} panel={panel} />
      {summary ? (
        <IconButton
          icon="more"
          label="More about this room"
          onClick={event => setMenu(event.currentTarget)}
        />
      ) : (
        <IconButton icon="info" label="About the room" onClick={() => panel.toggle('about')} />
      )}
      {menu && summary && (
        <RoomMenu room={summary} anchor={menu} onClose={() => setMenu(undefined)}>
          <MenuItem
            icon="info"
            onClick={() => {
              setMenu(undefined)
              panel.toggle('about')
            }}
          >
            {panel.beside === 'about' ? 'Hide the details' : 'About and settings'}
          </MenuItem>
          <MenuItem
            icon="calendar"
            onClick={() => {
              setMenu(undefined)
              onChooseDay(Date.now())
            }}
          >
            Jump to date
          </MenuItem>
        </RoomMenu>
      )}
    </header>
  )
}

/** What a room is about; of a conversation between two, how the other is there. */
function Beneath({ topic, there }: { topic: string; there: There | undefined }) {
  const words = there && thereWords(there, minute.value, LOCALE)
  if (topic === '' && !words) return null
  return (
    <p class="room-header-topic" dir="auto" title={topic}>
      {topic || words}
    </p>
  )
}

/** How the other of a conversation between two is there. */
function useOther(line: RoomLine, room: RoomShown | undefined): There | undefined {
  const [other] = room?.kind === 'direct' ? room.people : []
  const standings = useStandings(other === undefined ? [] : [other.id])
  if (other === undefined) return undefined
  const company = { here: line.here.value, away: line.away.value, lastSeen: line.lastSeen.value }
  return thereIn(company, other.id, standings.get(other.id))
}

function PeopleButton({ line, panel }: Pick<RoomHeaderProps, 'line' | 'panel'>) {
  const { members, here } = line.counts.value
  if (members === 0) return null
  const shown = panel.beside === 'people' || panel.over === 'people'
  return (
    <button
      class="people-button"
      type="button"
      aria-expanded={shown}
      title={shown ? 'Hide people' : 'Show people'}
      onClick={() => panel.toggle('people')}
    >
      <Icon name="people" />
      <span>
        {members.toLocaleString(LOCALE)}{' '}
        <span class="unseen">{members === 1 ? 'person, ' : 'people, '}</span>
      </span>
      <span class="people-button-here">
        {here.toLocaleString(LOCALE)} <span class="people-button-word">here</span>
      </span>
    </button>
  )
}
