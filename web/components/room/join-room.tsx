import { useState } from 'preact/hooks'
import type { RoomSummary } from '../../../protocol/rest.ts'
import { joinRoom } from '../../net/rooms.ts'
import { BackLink } from '../back-link.tsx'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { RoomMark } from '../rooms/room-mark.tsx'
import { useTitle } from '../title.ts'
import './join-room.css'

export interface JoinRoomProps {
  room: RoomSummary
  /** Whether the person was in the room a moment ago, and did not leave it on this page. */
  wasInside: boolean
}

/** At the door of an open room: what it is, and the way in. */
export function JoinRoom({ room, wasInside }: JoinRoomProps) {
  const [busy, setBusy] = useState(false)
  const [complaint, setComplaint] = useState<string>()
  useTitle(room.name)

  async function join() {
    setBusy(true)
    const answer = await joinRoom(room.id)
    setBusy(false)
    if (!answer.ok)
      setComplaint(answer.refusal.code === 'forbidden' ? BANNED : answer.refusal.message)
  }

  return (
    <main id="main" tabIndex={-1} class="join-room">
      <BackLink />
      <div class="join-room-door">
        <RoomMark id={room.id} />
        <h1 class="serif" dir="auto">
          {room.name}
        </h1>
        {room.topic !== '' && (
          <p class="join-room-topic" dir="auto">
            {room.topic}
          </p>
        )}
        {wasInside && (
          <p class="join-room-parted" role="status">
            You are not a member of this room any more. What you had not sent is kept.
          </p>
        )}
        <p class="join-room-count">
          {room.members === 1 ? '1 person is' : `${room.members} people are`} in this room
        </p>
        <Complaint text={complaint} />
        <Button kind="primary" busy={busy} onClick={() => void join()}>
          Join the room
        </Button>
      </div>
    </main>
  )
}

/** Whoever may know of an open room may join it, unless they were told to stay away. */
const BANNED = 'You were banned from this room, and cannot join it again.'
