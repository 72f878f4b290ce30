import { useState } from 'preact/hooks'
import { restoreRoom } from '../../../net/running.ts'
import { Button } from '../../button.tsx'
import { Complaint } from '../../complaint.tsx'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { complaintOf } from '../../use-form.ts'
import type { RoomDeedDialogProps } from './room-deed-dialog.tsx'

/** Brings a room back, by another name where its own was taken meanwhile. */
export function RestoreDialog({ room, onChanged, onClose }: RoomDeedDialogProps) {
  const [name, setName] = useState<string>()
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function restore() {
    setBusy(true)
    setComplaint(undefined)
    const answer = await restoreRoom(room.id, name)
    setBusy(false)
    if (answer.ok) return onChanged(answer.value, `${answer.value.name} is back`)
    if (answer.refusal.code === 'room_name_taken') setName(name ?? room.name)
    setComplaint(complaintOf(answer.refusal))
  }

  return (
    <Dialog title="Bring the room back?" onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          if (!busy) void restore()
        }}
      >
        <p>
          <strong dir="auto">{room.name}</strong> will be as it was, with everybody who belonged to
          it.
        </p>
        <Complaint text={complaint} />
        {name !== undefined && (
          <Field label="Name" name="name" value={name} onInput={setName} autofocus />
        )}
        <div class="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Bring back
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
