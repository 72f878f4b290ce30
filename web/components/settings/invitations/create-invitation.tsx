import { useState } from 'preact/hooks'
import { createInvitation } from '../../../net/invitations.ts'
import {
  INVITATION_DAYS,
  invitationLink,
  invitationOf,
  mistakesInInvitation,
  type InvitationForm as Values,
} from '../../../state/settings/invitation-fields.ts'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { Select } from '../../select.tsx'
import { useForm } from '../../use-form.ts'
import { InvitationLink } from './invitation-link.tsx'

/** Makes an invitation, and shows its link this once. */
export function CreateInvitation({ onMade, onClose }: { onMade(): void; onClose(): void }) {
  const [token, setToken] = useState<string>()
  if (token !== undefined)
    return (
      <Dialog key="link" title="The link" onClose={onClose} firm>
        <InvitationLink link={invitationLink(location.origin, token)} onDone={onClose} />
      </Dialog>
    )
  return (
    <Dialog key="form" title="Invite somebody" onClose={onClose}>
      <InvitationForm
        onMade={made => {
          setToken(made)
          onMade()
        }}
        onCancel={onClose}
      />
    </Dialog>
  )
}

function InvitationForm({ onMade, onCancel }: { onMade(token: string): void; onCancel(): void }) {
  const form = useForm<Values, string>({
    values: { note: '', uses: '1', days: '7' },
    mistakesIn: mistakesInInvitation,
    send: values => createInvitation(invitationOf(values)),
    done: token => {
      onMade(token)
      return undefined
    },
  })
  return (
    <Form form={form} action="Make the link" onCancel={onCancel}>
      <Field
        {...form.field('note')}
        label="Note"
        hint="Who it is for. Only admins see it."
        optional
        autofocus
      />
      <Field
        {...form.field('uses')}
        label="Accounts that may be made with it"
        inputMode="numeric"
      />
      <Select
        label="It lasts"
        name="days"
        value={form.values.days}
        choices={INVITATION_DAYS}
        onInput={days => form.set('days', String(days))}
      />
    </Form>
  )
}
