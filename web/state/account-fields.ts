import {
  DISPLAY_NAME_MAX_CHARS,
  PASSWORD_MAX_CHARS,
  PASSWORD_MIN_CHARS,
  USERNAME_MAX_CHARS,
  USERNAME_MIN_CHARS,
} from '../../protocol/limits.ts'
import { foldUsername } from '../../protocol/names.ts'
import { type Register, registerSchema } from '../../protocol/rest.ts'
import { fits } from '../../protocol/text.ts'

export type AccountField = 'username' | 'displayName' | 'password'
export type AccountForm = Record<AccountField, string>

/** What each field takes, said before anything is typed. */
export const RULES: AccountForm = {
  username: `${USERNAME_MIN_CHARS}–${USERNAME_MAX_CHARS} characters: letters a–z and digits, with single dots, dashes or underscores between them.`,
  displayName: 'As others will see you. You may leave it empty.',
  password: `At least ${PASSWORD_MIN_CHARS} characters. A few words make a good one.`,
}

/** What is wrong in the form, by field; nothing when the server will probably take it. */
export function mistakesIn(form: AccountForm): Partial<AccountForm> {
  const parsed = registerSchema.safeParse(requestOf(form))
  if (parsed.success) return {}
  const mistakes: Partial<AccountForm> = {}
  for (const { path } of parsed.error.issues) {
    const field = FIELDS.find(name => name === path[0])
    if (field !== undefined) mistakes[field] = mistakeIn(field, form[field])
  }
  return mistakes
}

/** The body of the request. An empty display name is left to the server. */
export function requestOf({ username, displayName, password }: AccountForm): Register {
  return {
    username,
    password,
    ...(displayName.trim() === '' ? {} : { displayName }),
  }
}

const FIELDS: readonly AccountField[] = ['username', 'displayName', 'password']

function mistakeIn(field: AccountField, value: string): string {
  switch (field) {
    case 'username':
      return mistakeInUsername(foldUsername(value))
    case 'displayName':
      return mistakeInDisplayName(value)
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

function mistakeInPassword(value: string): string {
  if (value === '') return 'Choose a password.'
  if (value.length < PASSWORD_MIN_CHARS) return moreOf(PASSWORD_MIN_CHARS - value.length)
  if (value.length > PASSWORD_MAX_CHARS) return `At most ${PASSWORD_MAX_CHARS} characters.`
  return 'It holds characters that cannot be typed everywhere.'
}

function moreOf(missing: number): string {
  return missing === 1 ? '1 more character, please.' : `${missing} more characters, please.`
}
