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
  // Two who talk stay the two who talk: either can put the conversation away.
  if (room === null || room.kind === 'direct') return null
  return (
    <div class="leave-room">
      <button class="leave-room-button" type="button" onClick={() => setAsking(true)}>
        <Icon name="leave" size={18} />
        Leave the {wordFor(room)}
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
    <Dialog title={`Leave this ${wordFor(room)}?`} onClose={onClose}>
      <div class="dialog-form">
        <p>
          What you said in <Named room={room} /> stays.{' '}
          {room.visibility === 'public'
            ? 'You can join again whenever you like.'
            : 'It is private: you cannot join it again by yourself.'}
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

function wordFor({ kind }: Room): string {
  return kind === 'room' ? 'room' : 'conversation'
}

function Named({ room }: { room: Room }) {
  return room.name === '' ? <>it</> : <strong dir="auto">{room.name}</strong>
}

function unsentText(count: number): string {
  return count === 1
    ? 'One message of yours has not gone out yet, and will not.'
    : `${count} messages of yours have not gone out yet, and will not.`
}
