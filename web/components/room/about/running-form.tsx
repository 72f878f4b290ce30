import type { Room } from '../../../../protocol/events.ts'
import { changeRoom } from '../../../net/running.ts'
import {
  changesOf,
  DISAPPEAR_MS,
  EDIT_WINDOW_MS,
  FROM_ROLE,
  formOf,
  LINK_PREVIEWS,
  lengthChoices,
  limitChoices,
  mistakesInRunning,
  NEWCOMER_MS,
  retentionChoices,
  SLOW_MODE_MS,
  type RunningForm as Values,
  VISIBILITIES,
} from '../../../state/running-form.ts'
import { say } from '../../../state/toast.ts'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { Select, type SelectProps } from '../../select.tsx'
import { TextArea } from '../../text-area.tsx'
import { type FormState, useForm } from '../../use-form.ts'

/** How a room is run. */
export function RunningForm({ room, onClose }: { room: Room; onClose(): void }) {
  const form = useForm<Values, Room>({
    values: formOf(room),
    mistakesIn: mistakesInRunning,
    send: values => changeRoom(room.id, changesOf(room, values)),
    fieldOf: { room_name_taken: 'name' },
    done: () => {
      say('The settings are saved')
      onClose()
      return undefined
    },
  })
  const { values, set } = form
  return (
    <Form form={form} action="Save" onCancel={onClose}>
      <Field {...form.field('name')} label="Name" />
      <Field {...form.field('topic')} label="Topic" optional />
      <TextArea
        {...form.field('description')}
        label="Description"
        rows={2}
        onInput={text => set('description', text.replace(/\s*\n\s*/gu, ' '))}
      />
      <Choice form={form} name="visibility" label="Who can come in" choices={VISIBILITIES} />
      <Choice form={form} name="posting" label="Who may send messages" choices={FROM_ROLE} />
      <Choice form={form} name="inviting" label="Who may invite" choices={FROM_ROLE} />
      <Choice
        form={form}
        name="slowModeMs"
        label="Time between two messages of one person"
        choices={lengthChoices(SLOW_MODE_MS, values.slowModeMs, 'None')}
        hint="Moderators and above need not wait."
      />
      <Choice
        form={form}
        name="editWindowMs"
        label="Members may change their messages for"
        choices={limitChoices(EDIT_WINDOW_MS, values.editWindowMs, 'As long as they like')}
        hint="Admins and above may at any time."
      />
      <Choice
        form={form}
        name="disappearAfterMs"
        label="New messages disappear after"
        choices={limitChoices(DISAPPEAR_MS, values.disappearAfterMs, 'Never')}
      />
      <Choice
        form={form}
        name="retentionDays"
        label="Messages are kept"
        choices={retentionChoices(values.retentionDays)}
      />
      <Choice
        form={form}
        name="linksAfterMs"
        label="New accounts may send links after"
        choices={lengthChoices(NEWCOMER_MS, values.linksAfterMs, 'No time')}
      />
      <Choice
        form={form}
        name="filesAfterMs"
        label="New accounts may send files after"
        choices={lengthChoices(NEWCOMER_MS, values.filesAfterMs, 'No time')}
      />
      <Choice
        form={form}
        name="linkPreviews"
        label="Links are shown"
        choices={LINK_PREVIEWS}
        hint="For a preview, our server visits the page that a link leads to."
      />
    </Form>
  )
}

type ChoiceProps<Name extends keyof Values> = Omit<
  SelectProps<Values[Name]>,
  'value' | 'onInput'
> & { form: FormState<Values>; name: Name }

/** One of the settings that are chosen from a few. */
function Choice<Name extends keyof Values>({ form, name, ...rest }: ChoiceProps<Name>) {
  return (
    <Select
      {...rest}
      name={name}
      value={form.values[name]}
      onInput={value => form.set(name, value)}
    />
  )
}
