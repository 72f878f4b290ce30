import type { Account } from '../../../../protocol/rest.ts'
import { changeProfile } from '../../../net/account.ts'
import {
  changeOf,
  formOf,
  mistakesInProfile,
  type ProfileForm as Values,
} from '../../../state/settings/profile-fields.ts'
import { STATUS_ENDS } from '../../../state/settings/status-end.ts'
import { Card } from '../../card.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { Select } from '../../select.tsx'
import { TextArea } from '../../text-area.tsx'
import { type FormState, useForm } from '../../use-form.ts'
import { Likeness } from './likeness.tsx'
import './profile-form.css'

/** What one says of oneself, and how it will look. */
export function ProfileForm({ account }: { account: Account }) {
  const form = useForm<Values, Account>({
    values: formOf(account),
    mistakesIn: values => mistakesInProfile(values, Date.now()),
    send: values => changeProfile(changeOf(values, Date.now())),
    done: saved => {
      form.fill(formOf(saved))
      return 'Saved'
    },
  })
  return (
    <Card title="How others see you" about="Everybody here can see this.">
      <div class="profile">
        <Likeness account={account} form={form.values} />
        <Form form={form} action="Save">
          <Field {...form.field('displayName')} label="Display name" autocomplete="nickname" />
          <TextArea
            {...form.field('about')}
            label="About you"
            hint="A few words, in as many lines as you like."
          />
          <StatusFields form={form} />
        </Form>
      </div>
    </Card>
  )
}

function StatusFields({ form }: { form: FormState<Values> }) {
  const { status, end } = form.values
  return (
    <>
      <Field
        {...form.field('status')}
        label="Status"
        hint="What you are up to, in one line."
        optional
      />
      {status.trim() !== '' && (
        <Select
          label="Clear it"
          name="end"
          value={end}
          choices={STATUS_ENDS}
          onInput={chosen => form.set('end', chosen)}
        />
      )}
      {status.trim() !== '' && end === 'custom' && (
        <Field {...form.field('until')} label="Day and time" type="datetime-local" />
      )}
    </>
  )
}
