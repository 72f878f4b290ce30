import { useState } from 'preact/hooks'
import type { Room } from '../../../../protocol/events.ts'
import type { RoomSummary } from '../../../../protocol/rest.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import { prefer } from '../../../net/rooms.ts'
import type { Onlooker } from '../../../state/deeds.ts'
import { dateWords } from '../../../state/moment.ts'
import { nameOf } from '../../../state/people.ts'
import { say } from '../../../state/toast.ts'
import { LOCALE } from '../../clock.ts'
import { MenuItem } from '../../menu.tsx'
import { LeaveRoom } from '../../people/leave-room.tsx'
import { ROOM_DEEDS, type RoomDeed } from './deeds.ts'
import { PinsSection } from './pins-section.tsx'
import { RoomDeedDialog } from './room-deed-dialog.tsx'
import './room-about.css'

export interface RoomAboutProps {
  line: RoomLine
  room: Room
  who: Onlooker
  title: string
  summary: RoomSummary | undefined
  /** Brings a message into view. */
  onJump(seq: number): void
}

/** What a room is, what one keeps of it, and what one may do about it. */
export default function RoomAbout({ line, room, who, title, summary, onJump }: RoomAboutProps) {
  const [deed, setDeed] = useState<RoomDeed>()
  const { topic, description } = room
  const deeds = ROOM_DEEDS.filter(({ isFor }) => isFor(room, who))
  return (
    <div class="room-about">
      <header class="room-about-head">
        <h2 class="serif" dir="auto">
          {title}
        </h2>
        {topic !== '' && <p dir="auto">{topic}</p>}
        {description !== '' && (
          <p class="room-about-description" dir="auto">
            {description}
          </p>
        )}
        <p class="room-about-small">{factsOf(line, room)}</p>
      </header>
      {summary && <Keeping summary={summary} />}
      <PinsSection line={line} who={who} onJump={onJump} />
      {deeds.length > 0 && (
        <ul class="room-about-deeds" aria-label="What can be done here">
          {deeds.map(({ name, icon, label, isDangerous = false }) => (
            <li key={name}>
              <MenuItem icon={icon} danger={isDangerous} onClick={() => setDeed(name)}>
                {label}
              </MenuItem>
            </li>
          ))}
        </ul>
      )}
      <LeaveRoom line={line} />
      {deed && (
        <RoomDeedDialog
          deed={deed}
          line={line}
          room={room}
          who={who}
          onClose={() => setDeed(undefined)}
        />
      )}
    </div>
  )
}

function Keeping({ summary }: { summary: RoomSummary }) {
  const { id, preferences } = summary
  const { favourite, muted } = preferences
  async function keep(change: { favourite?: boolean; muted?: boolean }) {
    const answer = await prefer(id, change)
    if (!answer.ok) say(answer.refusal.message)
  }
  return (
    <div class="room-about-keeping">
      <MenuItem
        icon="star"
        pressed={favourite}
        onClick={() => void keep({ favourite: !favourite })}
      >
        {favourite ? 'A favourite' : 'Add to favourites'}
      </MenuItem>
      <MenuItem
        icon={muted ? 'quiet' : 'bell'}
        pressed={muted}
        onClick={() => void keep({ muted: !muted })}
      >
        {muted ? 'Muted for me' : 'Mute for me'}
      </MenuItem>
    </div>
  )
}

function factsOf(line: RoomLine, { kind, visibility, createdBy, createdAt, archivedAt }: Room) {
  const { members } = line.counts.value
  const by = line.people.value.has(createdBy) ? ` by ${nameOf(line.people.value, createdBy)}` : ''
  const facts = [
    kind === 'room' ? (visibility === 'public' ? 'Public' : 'Private') : 'Conversation',
    members === 1 ? '1 person' : `${members.toLocaleString(LOCALE)} people`,
    `opened ${dateWords(createdAt, LOCALE)}${by}`,
    ...(archivedAt === null ? [] : [`archived ${dateWords(archivedAt, LOCALE)}`]),
  ]
  return facts.join(' · ')
}
