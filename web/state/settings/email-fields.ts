import { type ChangeEmail, changeEmailSchema, type EmailPolicy } from '../../../protocol/rest.ts'
import { mistakeInEmail } from '../account-fields.ts'
import { type Mistakes, mistakesAgainst } from '../mistakes.ts'

export function mistakesInEmail(email: string, policy: EmailPolicy): Mistakes<'email'> {
  if (email.trim() === '' && policy === 'required')
    return { email: 'An address is needed here: change it, but leave one.' }
  return mistakesAgainst(changeEmailSchema, emailChangeOf(email), {
    email: mistakeInEmail(email.trim()),
  })
}

/** An empty field takes the address away. */
export function emailChangeOf(email: string): ChangeEmail {
  return { email: email.trim() === '' ? null : email.trim() }
}
