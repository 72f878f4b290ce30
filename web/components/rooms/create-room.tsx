import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { createRoom } from '../../net/rooms.ts'
import { mistakesInRoom, type RoomForm } from '../../state/room-fields.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'

/** Opens a room and leads into it. */
export function CreateRoom({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="New room" onClose={onClose}>
      <CreateRoomForm onClose={onClose} />
    </Dialog>
  )
}

function CreateRoomForm({ onClose }: { onClose(): void }) {
  const { route } = useLocation()
  const [form, setForm] = useState<RoomForm>({ name: '', topic: '' })
  const [mistakes, setMistakes] = useState<Partial<RoomForm>>({})
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function submit() {
    if (busy) return
    const found = mistakesInRoom(form)
    setMistakes(found)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    const answer = await createRoom(form)
    setBusy(false)
    if (answer.ok) {
      onClose()
      route(`/rooms/${answer.value.room.id}`)
      return
    }
    const { code, message, fields } = answer.refusal
    if (code === 'room_name_taken') setMistakes({ name: message })
    else if (Object.keys(fields).length > 0) setMistakes(fields)
    else setComplaint(message)
  }

  return (
    <form
      class="dialog-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Complaint text={complaint} />
      <Field
        label="Name"
        name="name"
        value={form.name}
        onInput={name => setForm({ ...form, name })}
        error={mistakes.name}
        autofocus
      />
      <Field
        label="Topic"
        name="topic"
        value={form.topic}
        onInput={topic => setForm({ ...form, topic })}
        hint="One line on what is talked about."
        error={mistakes.topic}
        optional
      />
      <div class="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" busy={busy}>
          Create room
        </Button>
      </div>
    </form>
  )
}
