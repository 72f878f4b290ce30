import {
  DISPLAY_NAME_MAX_CHARS,
  EMAIL_MAX_CHARS,
  PASSWORD_MAX_CHARS,
  PASSWORD_MIN_CHARS,
  USERNAME_MAX_CHARS,
  USERNAME_MIN_CHARS,
} from '../../protocol/limits.ts'
import { foldUsername } from '../../protocol/names.ts'
import { type EmailPolicy, type Register, registerSchema } from '../../protocol/rest.ts'
import { fits } from '../../protocol/text.ts'

/** In the order in which they stand. */
export const ACCOUNT_FIELDS = ['username', 'displayName', 'email', 'password'] as const
export type AccountField = (typeof ACCOUNT_FIELDS)[number]
export type AccountForm = Record<AccountField, string>

/** What each field takes, said before anything is typed. */
export const RULES: AccountForm = {
  username: `${USERNAME_MIN_CHARS}–${USERNAME_MAX_CHARS} characters: letters a–z and digits, with single dots, dashes or underscores between them.`,
  displayName: 'As others will see you. You may leave it empty.',
  email: 'You can sign in with it. Nothing is ever sent there.',
  password: `At least ${PASSWORD_MIN_CHARS} characters. A few words make a good one.`,
}

/** What is wrong in the form, by field; nothing when the server will probably take it. */
export function mistakesIn(form: AccountForm, policy: EmailPolicy): Partial<AccountForm> {
  const parsed = registerSchema.safeParse(requestOf(form))
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0]))
  if (policy === 'required' && form.email.trim() === '') wrong.add('email')
  return inOrder(field => (wrong.has(field) ? mistakeIn(field, form[field]) : undefined))
}

/** The body of the request. What may be left empty and was is not sent. */
export function requestOf({ username, displayName, email, password }: AccountForm): Register {
  return {
    username,
    password,
    ...(displayName.trim() === '' ? {} : { displayName }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  }
}

/** The first field that is wrong is the first in the order of the form. */
function inOrder(mistake: (field: AccountField) => string | undefined): Partial<AccountForm> {
  const found = ACCOUNT_FIELDS.map(field => [field, mistake(field)] as const)
  return Object.fromEntries(found.filter(([, text]) => text !== undefined))
}

function mistakeIn(field: AccountField, value: string): string {
  switch (field) {
    case 'username':
      return mistakeInUsername(foldUsername(value))
    case 'displayName':
      return mistakeInDisplayName(value)
    case 'email':
      return mistakeInEmail(value.trim())
    case 'password':
      return mistakeInPassword(value)
    default:
      return field satisfies never
  }
}

function mistakeInUsername(value: string): string {
  if (value === '') return 'Choose a username.'
  if (value.length < USERNAME_MIN_CHARS) return `At least ${USERNAME_MIN_CHARS} characters.`
  if (value.length > USERNAME_MAX_CHARS) return `At most ${USERNAME_MAX_CHARS} characters.`
  if (/^[a-z0-9._-]+$/.test(value) && /^[._-]|[._-]$|[._-]{2}/.test(value))
    return 'Begin and end with a letter or digit, and put one between signs.'
  if (/^[a-z0-9._-]+$/.test(value)) return 'This name is reserved. Choose another.'
  return 'Only letters a–z, digits, dot, dash and underscore.'
}

export function mistakeInDisplayName(value: string): string {
  if (!fits(value.trim(), DISPLAY_NAME_MAX_CHARS))
    return `At most ${DISPLAY_NAME_MAX_CHARS} characters.`
  return 'One line, without invisible characters, mixed alphabets or names like “admin”.'
}

export function mistakeInEmail(value: string): string {
  if (value === '') return 'Enter your e-mail address.'
  if (value.length > EMAIL_MAX_CHARS) return `At most ${EMAIL_MAX_CHARS} characters.`
  return 'This is not an address: name@example.org is one.'
}

export function mistakeInPassword(value: string): string {
  if (value === '') return 'Choose a password.'
  if (value.length < PASSWORD_MIN_CHARS) return moreOf(PASSWORD_MIN_CHARS - value.length)
  if (value.length > PASSWORD_MAX_CHARS) return `At most ${PASSWORD_MAX_CHARS} characters.`
  return 'It holds characters that cannot be typed everywhere.'
}

function moreOf(missing: number): string {
  return missing === 1 ? '1 more character, please.' : `${missing} more characters, please.`
}
