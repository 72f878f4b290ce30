import type { ComponentChildren } from 'preact'
import type { LinkSeen } from '../../../protocol/rest.ts'
import { BackLink } from '../back-link.tsx'
import { RoomMark } from '../rooms/room-mark.tsx'
import './join-room.css'

export interface RoomDoorProps {
  room: LinkSeen['room']
  /** The way in, or why there is none. */
  children: ComponentChildren
}

/** A room from outside: what it is, and who is in it. */
export function RoomDoor({ room, children }: RoomDoorProps) {
  const { id, name, topic, members } = room
  return (
    <main id="main" tabIndex={-1} class="join-room">
      <BackLink />
      <div class="join-room-door">
        <RoomMark id={id} />
        <h1 class="serif" dir="auto">
          {name}
        </h1>
        {topic !== '' && (
          <p class="join-room-topic" dir="auto">
            {topic}
          </p>
        )}
        <p class="join-room-count">
          {members === 1 ? '1 person is' : `${members} people are`} in this room
        </p>
        {children}
      </div>
    </main>
  )
}
