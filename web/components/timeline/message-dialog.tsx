import type { Answer } from '../../net/api.ts'
import { reportMessage } from '../../net/messages.ts'
import { mistakesInReason, REASON, type ReasonForm } from '../../state/reason.ts'
import { say } from '../../state/toast.ts'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { useForm } from '../use-form.ts'
import { remove } from './remove-message.ts'

export interface MessageDialogProps {
  asking: 'report' | 'remove'
  room: string
  seq: number
  onClose(): void
}

/** Asks why, before a message of somebody else is reported or removed. */
export default function MessageDialog(props: MessageDialogProps) {
  const { title } = WORDS[props.asking]
  return (
    <Dialog title={title} onClose={props.onClose}>
      <WhyForm {...props} />
    </Dialog>
  )
}

function WhyForm({ asking, room, seq, onClose }: MessageDialogProps) {
  const { about, action, hint } = WORDS[asking]
  const form = useForm<ReasonForm, unknown>({
    values: { reason: '' },
    mistakesIn: mistakesInReason,
    send: ({ reason }) => SENT[asking](room, seq, reason),
    done: () => {
      onClose()
      if (asking === 'report') say('Reported. The moderators of the room will see it.')
      return undefined
    },
  })
  return (
    <Form
      form={form}
      action={action}
      kind={asking === 'remove' ? 'danger' : 'primary'}
      onCancel={onClose}
    >
      <p>{about}</p>
      <Field {...form.field('reason')} label="Why" hint={hint} optional autofocus />
    </Form>
  )
}

const WORDS = {
  report: {
    title: 'Report this message?',
    about: 'It is shown to the moderators of the room, with its words as they are now.',
    action: 'Report',
    hint: REASON.toModerators,
  },
  remove: {
    title: 'Delete this message?',
    about: 'Everybody in the room sees that you removed it. You can bring it back within a day.',
    action: 'Delete',
    hint: REASON.toAll,
  },
}

const SENT: Record<
  'report' | 'remove',
  (room: string, seq: number, reason: string) => Promise<Answer<unknown>>
> = {
  report: reportMessage,
  remove: (room, seq, reason) => remove(room, [seq], reason),
}
