import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Invited } from '../../../protocol/rest.ts'
import { declineInvitation, joinRoom } from '../../net/rooms.ts'
import { titleOf } from '../../state/rooms.ts'
import { say } from '../../state/toast.ts'
import { Button } from '../button.tsx'
import { RoomPicture } from './room-picture.tsx'
import './invitation-entry.css'

/** Somebody asks the person in: yes or no. */
export function InvitationEntry({ invited, me }: { invited: Invited; me: string }) {
  const { room, by } = invited
  const { route } = useLocation()
  const [busy, setBusy] = useState(false)
  const title = titleOf(room)

  async function answered(accept: boolean) {
    setBusy(true)
    const answer = await (accept ? joinRoom(room.id) : declineInvitation(room.id, me))
    setBusy(false)
    if (!answer.ok) say(answer.refusal.message)
    else if (accept) route(`/rooms/${room.id}`)
  }

  return (
    <div class="invitation-entry">
      <RoomPicture room={room} />
      <p class="invitation-entry-text">
        <a class="invitation-entry-name" href={`/rooms/${room.id}`} dir="auto">
          {title}
        </a>
        <span class="invitation-entry-by">
          <bdi>{by.displayName}</bdi> asks you in
        </span>
      </p>
      <p class="invitation-entry-answers">
        <Button label={`Join ${title}`} busy={busy} onClick={() => void answered(true)}>
          Join
        </Button>
        <Button
          kind="text"
          label={`Decline the invitation to ${title}`}
          busy={busy}
          onClick={() => void answered(false)}
        >
          Decline
        </Button>
      </p>
    </div>
  )
}
