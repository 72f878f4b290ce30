import { useLocation } from 'preact-iso'
import type { RoomAnswer } from '../../../protocol/rest.ts'
import { createRoom } from '../../net/rooms.ts'
import { mistakesInRoom, type RoomForm } from '../../state/room-fields.ts'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { useForm } from '../use-form.ts'

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
  const form = useForm<RoomForm, RoomAnswer>({
    values: { name: '', topic: '' },
    mistakesIn: mistakesInRoom,
    send: createRoom,
    fieldOf: { room_name_taken: 'name' },
    done: ({ room }) => {
      onClose()
      route(`/rooms/${room.id}`)
      return undefined
    },
  })
  return (
    <Form form={form} action="Create room" onCancel={onClose}>
      <Field {...form.field('name')} label="Name" autofocus />
      <Field
        {...form.field('topic')}
        label="Topic"
        hint="One line on what is talked about."
        optional
      />
    </Form>
  )
}
