import type { Account, EmailPolicy } from '../../../../protocol/rest.ts'
import { changeEmail } from '../../../net/account.ts'
import { emailChangeOf, mistakesInEmail } from '../../../state/settings/email-fields.ts'
import { Card } from '../../card.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { useForm } from '../../use-form.ts'

/** An address to sign in with; nothing is ever sent there. */
export function EmailCard({ account, policy }: { account: Account; policy: EmailPolicy }) {
  const form = useForm<{ email: string }, Account>({
    values: { email: account.email ?? '' },
    mistakesIn: ({ email }) => mistakesInEmail(email, policy),
    send: ({ email }) => changeEmail(emailChangeOf(email)),
    done: ({ email }) => {
      form.fill({ email: email ?? '' })
      return 'Saved'
    },
  })
  return (
    <Card
      title="E-mail address"
      about="You may sign in with it in place of your username. Nothing is ever sent there."
    >
      <Form form={form} action="Save">
        <Field
          {...form.field('email')}
          label="E-mail address"
          type="email"
          autocomplete="email"
          optional={policy !== 'required'}
          verbatim
        />
      </Form>
    </Card>
  )
}
