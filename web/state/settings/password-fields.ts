import { PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS } from '../../../protocol/limits.ts'
import { type ChangePassword, newPasswordSchema } from '../../../protocol/rest.ts'
import type { Mistakes } from '../mistakes.ts'

export const PASSWORD_RULE = `At least ${PASSWORD_MIN_CHARS} characters. A few words make a good one.`

export function mistakesInPasswords({
  current,
  next,
}: ChangePassword): Mistakes<'current' | 'next'> {
  return {
    ...(current === '' ? { current: 'Enter the password you have now.' } : {}),
    ...(newPasswordSchema.safeParse(next).success ? {} : { next: mistakeInNext(next) }),
    ...(next !== '' && next === current ? { next: 'This is the one you have now.' } : {}),
  }
}

function mistakeInNext(next: string): string {
  if (next === '') return 'Choose a new password.'
  if (next.length < PASSWORD_MIN_CHARS) return `At least ${PASSWORD_MIN_CHARS} characters.`
  if (next.length > PASSWORD_MAX_CHARS) return `At most ${PASSWORD_MAX_CHARS} characters.`
  return 'It holds characters that cannot be typed everywhere.'
}
