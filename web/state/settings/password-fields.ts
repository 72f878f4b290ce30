import { type ChangePassword, newPasswordSchema } from '../../../protocol/rest.ts'
import { mistakeInPassword } from '../account-fields.ts'
import type { Mistakes } from '../mistakes.ts'

export function mistakesInPasswords({
  current,
  next,
}: ChangePassword): Mistakes<'current' | 'next'> {
  const mistake = mistakeInNext(current, next)
  return {
    ...(current === '' ? { current: 'Enter the password you have now.' } : {}),
    ...(mistake === undefined ? {} : { next: mistake }),
  }
}

function mistakeInNext(current: string, next: string): string | undefined {
  if (!newPasswordSchema.safeParse(next).success) return mistakeInPassword(next)
  return next === current ? 'This is the one you have now.' : undefined
}
