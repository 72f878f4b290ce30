import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Person, RoomSummary } from '../../../protocol/rest.ts'
import { declineInvitation, joinRoom } from '../../net/rooms.ts'
import { titleOf } from '../../state/rooms.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { useTitle } from '../title.ts'
import { RoomDoor } from './room-door.tsx'

export interface JoinRoomProps {
  room: RoomSummary
  me: string
  /** Who has asked the person in, if anybody. */
  by: Person | undefined
  /** Whether the person was in the room a moment ago, and did not leave it on this page. */
  wasInside: boolean
}

/** At the door of an open room, or of one the person is asked into: what it is, and the way in. */
export function JoinRoom({ room, me, by, wasInside }: JoinRoomProps) {
  const [busy, setBusy] = useState(false)
  const [complaint, setComplaint] = useState<string>()
  const { route } = useLocation()
  const name = titleOf(room)
  useTitle(name)

  async function answer(accept: boolean) {
    setBusy(true)
    const answered = await (accept ? joinRoom(room.id) : declineInvitation(room.id, me))
    setBusy(false)
    if (!answered.ok) setComplaint(answered.refusal.message)
    else if (!accept) route('/')
  }

  return (
    <RoomDoor room={{ id: room.id, name, topic: room.topic, members: room.members }}>
      {wasInside && (
        <p class="join-room-parted" role="status">
          You are not a member of this room any more. What you had not sent is kept.
        </p>
      )}
      {by && (
        <p class="join-room-parted">
          <bdi>{by.displayName}</bdi> asks you in.
        </p>
      )}
      <Complaint text={complaint} />
      <Button kind="primary" busy={busy} onClick={() => void answer(true)}>
        Join the room
      </Button>
      {by && (
        <Button kind="text" busy={busy} onClick={() => void answer(false)}>
          Decline
        </Button>
      )}
    </RoomDoor>
  )
}
