import { useState } from 'preact/hooks'
import type { Scheduled } from '../../../protocol/rest.ts'
import { waitingText } from '../../state/writing/scheduled.ts'
import { Icon } from '../icon.tsx'
import { ScheduledDialog } from './scheduled-dialog.tsx'
import type { ScheduledMessages } from './use-scheduled.ts'
import './scheduled-line.css'

export interface ScheduledLineProps {
  scheduled: ScheduledMessages
  /** One is withdrawn, and its text wanted among what is being written. */
  onTakeBack(message: Scheduled): void
}

/** Above the composer, that messages wait for their time, and the way to them. */
export function ScheduledLine({ scheduled, onTakeBack }: ScheduledLineProps) {
  const [isOpen, setOpen] = useState(false)
  const text = waitingText(scheduled.all)
  const isWrong = scheduled.all.some(({ code }) => code !== null)
  return (
    <>
      <div class="scheduled-line" role="status">
        {text !== undefined && (
          <button
            class={`scheduled-button ${isWrong ? 'scheduled-button-wrong' : ''}`}
            type="button"
            aria-haspopup="dialog"
            onClick={() => {
              scheduled.look()
              setOpen(true)
            }}
          >
            <Icon name={isWrong ? 'alert' : 'clock'} size={16} />
            {text}
          </button>
        )}
      </div>
      {isOpen && (
        <ScheduledDialog
          scheduled={scheduled}
          onTakeBack={message => {
            setOpen(false)
            onTakeBack(message)
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
