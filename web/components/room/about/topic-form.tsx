import type { Room } from '../../../../protocol/events.ts'
import { changeRoom } from '../../../net/running.ts'
import { formOf, mistakesInRunning } from '../../../state/running-form.ts'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { useForm } from '../../use-form.ts'

/** What is talked about, for those who may set that and no more. */
export function TopicForm({ room, onClose }: { room: Room; onClose(): void }) {
  const form = useForm<{ topic: string }, Room>({
    values: { topic: room.topic },
    mistakesIn: ({ topic }) => {
      const { topic: mistake } = mistakesInRunning({ ...formOf(room), name: 'as it is', topic })
      return mistake === undefined ? {} : { topic: mistake }
    },
    send: values => changeRoom(room.id, values),
    done: () => {
      onClose()
      return undefined
    },
  })
  return (
    <Form form={form} action="Save" onCancel={onClose}>
      <Field
        {...form.field('topic')}
        label="Topic"
        hint="One line on what is talked about. Nothing takes it away."
        autofocus
      />
    </Form>
  )
}
