import { useState } from 'preact/hooks'
import type { Scheduled } from '../../../protocol/rest.ts'
import { failureOf } from '../../state/failure.ts'
import { agoWords } from '../../state/moment.ts'
import { momentWords } from '../../state/writing/moment-words.ts'
import { Button } from '../button.tsx'
import { LOCALE, minute } from '../clock.ts'
import { Complaint } from '../complaint.tsx'
import { Dialog } from '../dialog.tsx'
import { complaintOf } from '../use-form.ts'
import type { ScheduledMessages } from './use-scheduled.ts'
import './scheduled-dialog.css'

export interface ScheduledDialogProps {
  scheduled: ScheduledMessages
  onTakeBack(message: Scheduled): void
  onClose(): void
}

/** What waits to be said, and what could not be. */
export function ScheduledDialog({ scheduled, onTakeBack, onClose }: ScheduledDialogProps) {
  const [busy, setBusy] = useState<string>()
  const [complaint, setComplaint] = useState<string>()

  async function withdraw(message: Scheduled, then?: (message: Scheduled) => void) {
    if (busy !== undefined) return
    setBusy(message.id)
    setComplaint(undefined)
    const answer = await scheduled.withdraw(message.id)
    setBusy(undefined)
    if (!answer.ok) setComplaint(complaintOf(answer.refusal))
    else then?.(message)
  }

  return (
    <Dialog title="Messages for later" onClose={onClose}>
      <div class="scheduled">
        <Complaint text={complaint} />
        {scheduled.all.length === 0 && <p class="scheduled-none">Nothing waits any more.</p>}
        <ul class="scheduled-list" aria-label="Messages for later">
          {scheduled.all.map(message => (
            <li key={message.id} class="scheduled-message">
              <When message={message} />
              <p class="scheduled-text" dir="auto">
                {message.body}
              </p>
              <div class="scheduled-actions">
                <Button
                  kind="text"
                  label="Put back into the composer"
                  busy={busy === message.id}
                  onClick={() => void withdraw(message, onTakeBack)}
                >
                  Put back
                </Button>
                <Button
                  kind="text"
                  busy={busy === message.id}
                  onClick={() => void withdraw(message)}
                >
                  {message.code === null ? 'Withdraw' : 'Discard'}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function When({ message: { at, code } }: { message: Scheduled }) {
  const now = Math.max(minute.value, Date.now())
  const words = code === null ? momentWords(at, now, LOCALE) : agoWords(at, now, LOCALE)
  const time = <time dateTime={new Date(at).toISOString()}>{words}</time>
  if (code === null) return <p class="scheduled-when">{time}</p>
  return (
    <p class="scheduled-when scheduled-wrong">
      Not said {time}. {failureOf(code)}
    </p>
  )
}
