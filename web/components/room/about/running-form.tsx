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
import { Select } from '../../select.tsx'
import { TextArea } from '../../text-area.tsx'
import { useForm } from '../../use-form.ts'

type Length = 'slowModeMs' | 'linksAfterMs' | 'filesAfterMs' | 'editWindowMs' | 'disappearAfterMs'

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
  const length = (name: Length) => ({
    name,
    value: values[name],
    onInput: (value: string) => set(name, value),
  })
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
      <Select
        label="Who can come in"
        name="visibility"
        value={values.visibility}
        choices={VISIBILITIES}
        onInput={value => set('visibility', value)}
      />
      <Select
        label="Who may send messages"
        name="posting"
        value={values.posting}
        choices={FROM_ROLE}
        onInput={value => set('posting', value)}
      />
      <Select
        label="Who may invite"
        name="inviting"
        value={values.inviting}
        choices={FROM_ROLE}
        onInput={value => set('inviting', value)}
      />
      <Select
        {...length('slowModeMs')}
        label="Time between two messages of one person"
        choices={lengthChoices(SLOW_MODE_MS, values.slowModeMs, 'None')}
        hint="Moderators and above need not wait."
      />
      <Select
        {...length('editWindowMs')}
        label="Members may change their messages for"
        choices={limitChoices(EDIT_WINDOW_MS, values.editWindowMs, 'As long as they like')}
        hint="Admins and above may at any time."
      />
      <Select
        {...length('disappearAfterMs')}
        label="New messages disappear after"
        choices={limitChoices(DISAPPEAR_MS, values.disappearAfterMs, 'Never')}
      />
      <Select
        label="Messages are kept"
        name="retentionDays"
        value={values.retentionDays}
        choices={retentionChoices(values.retentionDays)}
        onInput={value => set('retentionDays', value)}
      />
      <Select
        {...length('linksAfterMs')}
        label="New accounts may send links after"
        choices={lengthChoices(NEWCOMER_MS, values.linksAfterMs, 'No time')}
      />
      <Select
        {...length('filesAfterMs')}
        label="New accounts may send files after"
        choices={lengthChoices(NEWCOMER_MS, values.filesAfterMs, 'No time')}
      />
      <Select
        label="Links are shown"
        name="linkPreviews"
        value={values.linkPreviews}
        choices={LINK_PREVIEWS}
        hint="For a preview, our server visits the page that a link leads to."
        onInput={value => set('linkPreviews', value)}
      />
    </Form>
  )
}
