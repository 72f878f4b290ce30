import { useState } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { dateOf, momentOf } from '../../state/calendar.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import '../form.css'

export interface JumpToDateProps {
  line: RoomLine
  /** A moment of the day to begin with. */
  at: number
  onClose(): void
}

/** Asks for a day, and leads to the first message from then on. */
export function JumpToDate({ line, at, onClose }: JumpToDateProps) {
  const [date, setDate] = useState(dateOf(at))
  const [trouble, setTrouble] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function go() {
    const from = momentOf(date)
    if (from === undefined) {
      setTrouble('Choose a day.')
      return
    }
    setBusy(true)
    const shown = await line.history.showMoment(from)
    setBusy(false)
    if (shown.kind === 'shown') onClose()
    else if (shown.kind === 'refused') setTrouble(shown.refusal.message)
    else setTrouble('Nothing was said from that day on.')
  }

  return (
    <Dialog title="Jump to date" onClose={onClose}>
      <form
        class="form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void go()
        }}
      >
        <Field
          label="Day"
          name="day"
          type="date"
          value={date}
          hint="You come to the first message from this day on."
          error={trouble}
          onInput={next => {
            setTrouble(undefined)
            setDate(next)
          }}
        />
        <Button kind="primary" type="submit" busy={busy}>
          Jump
        </Button>
      </form>
    </Dialog>
  )
}
