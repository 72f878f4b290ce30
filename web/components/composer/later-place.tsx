import { useState } from 'preact/hooks'
import { timeLabel } from '../../state/day.ts'
import { localText, momentOf } from '../../state/settings/status-end.ts'
import { mistakeIn, presetsAt } from '../../state/writing/presets.ts'
import { Button } from '../button.tsx'
import { LOCALE } from '../clock.ts'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import './later-place.css'

export interface LaterPlaceProps {
  anchor: Element
  onChoose(at: number): void
  onClose(): void
}

/** When a message is to be said: some moments, or any other. */
export function LaterPlace({ anchor, onChoose, onClose }: LaterPlaceProps) {
  const [isOther, setOther] = useState(false)
  const [now] = useState(Date.now)
  if (isOther) return <MomentDialog now={now} onChoose={onChoose} onClose={onClose} />
  return (
    <Menu label="Send later" anchor={anchor} onClose={onClose}>
      <p class="later-title">Send later</p>
      {presetsAt(now).map(({ label, at }) => (
        <MenuItem key={label} icon="clock" onClick={() => onChoose(at)}>
          <span class="later-preset">
            {label} <span class="later-time">{timeLabel(at, LOCALE)}</span>
          </span>
        </MenuItem>
      ))}
      <div class="menu-line" />
      <MenuItem icon="settings" onClick={() => setOther(true)}>
        Choose date and time
      </MenuItem>
    </Menu>
  )
}

function MomentDialog({
  now,
  onChoose,
  onClose,
}: Omit<LaterPlaceProps, 'anchor'> & { now: number }) {
  const [text, setText] = useState(() => localText(presetsAt(now)[0]?.at ?? now))
  const [error, setError] = useState<string>()
  return (
    <Dialog title="Send later" onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          const at = momentOf(text)
          const mistake = mistakeIn(at, Date.now())
          setError(mistake)
          if (at !== undefined && mistake === undefined) onChoose(at)
        }}
      >
        <Field
          label="Day and time"
          name="at"
          type="datetime-local"
          value={text}
          error={error}
          autofocus
          onInput={setText}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Send then
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
