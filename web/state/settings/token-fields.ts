import { TOKEN_NAME_MAX_CHARS } from '../../../protocol/limits.ts'
import { type CreateToken, createTokenSchema } from '../../../protocol/rest.ts'
import { type Mistakes, mistakesAgainst } from '../mistakes.ts'

/** Days a token may be asked to last. */
export const TOKEN_DAYS = { 7: '7 days', 30: '30 days', 90: '90 days', 365: 'A year' } as const

export function mistakesInToken(token: CreateToken): Mistakes<'name' | 'scopes' | 'days'> {
  return mistakesAgainst(createTokenSchema, token, {
    name: nameMistake('Name the program, so that you know later what this was for.', token.name),
    scopes: 'Choose at least one thing that it may do.',
    days: 'Choose how long it lasts.',
  })
}

function nameMistake(whenEmpty: string, name: string): string {
  return name.trim() === ''
    ? whenEmpty
    : `One line of at most ${TOKEN_NAME_MAX_CHARS} characters, none of them invisible.`
}
