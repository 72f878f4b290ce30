import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Room } from '../../../protocol/events.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'
import './leave-room.css'

/** The way out of a room, for good or for as long as one likes. */
export function LeaveRoom({ line }: { line: RoomLine }) {
  const [asking, setAsking] = useState(false)
  const room = line.room.value
  if (room === null) return null
  return (
    <div class="leave-room">
      <button class="leave-room-button" type="button" onClick={() => setAsking(true)}>
        <Icon name="leave" size={18} />
        Leave the room
      </button>
      {asking && <LeaveDialog line={line} room={room} onClose={() => setAsking(false)} />}
    </div>
  )
}

interface LeaveDialogProps {
  line: RoomLine
  room: Room
  onClose(): void
}

function LeaveDialog({ line, room, onClose }: LeaveDialogProps) {
  const { route } = useLocation()
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)
  const unsent = line.pending.value.length

  async function leave() {
    setBusy(true)
    setComplaint(undefined)
    const answer = await line.leave()
    if (answer.ok) return route('/')
    setBusy(false)
    setComplaint(answer.refusal.message)
  }

  return (
    <Dialog title="Leave this room?" onClose={onClose}>
      <div class="dialog-form">
        <p>
          What you said in <strong dir="auto">{room.name}</strong> stays.{' '}
          {room.visibility === 'public'
            ? 'You can join again whenever you like.'
            : 'It is a private room: you cannot join it again by yourself.'}
        </p>
        {unsent > 0 && <p class="leave-room-unsent">{unsentText(unsent)}</p>}
        <Complaint text={complaint} />
        <div class="dialog-actions">
          <Button onClick={onClose}>Stay</Button>
          <Button kind="primary" busy={busy} onClick={() => void leave()}>
            Leave
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function unsentText(count: number): string {
  return count === 1
    ? 'One message of yours has not gone out yet, and will not.'
    : `${count} messages of yours have not gone out yet, and will not.`
}
