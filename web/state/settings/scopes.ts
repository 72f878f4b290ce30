import type { Scope } from '../../../protocol/rest.ts'

/** What a program may do with a token, in the words of somebody who decides about it. */
export const SCOPES: Record<Scope, { title: string; meaning: string }> = {
  'account:read': {
    title: 'See who you are',
    meaning: 'Your username, name, e-mail address and profile.',
  },
  'rooms:read': {
    title: 'See your rooms',
    meaning: 'Which rooms there are, and who belongs to them.',
  },
  'rooms:write': {
    title: 'Join rooms',
    meaning: 'Make, join and leave rooms, ask people in, and begin conversations.',
  },
  'rooms:manage': {
    title: 'Run rooms',
    meaning: 'Change and delete your rooms, and moderate where you may: roles, mutes, bans.',
  },
  'messages:read': {
    title: 'Read messages',
    meaning: 'Everything that you can read, as it is said and from before.',
  },
  'messages:write': {
    title: 'Send messages',
    meaning: 'In your name: others see them as yours.',
  },
}

/** A token's scopes in one line. */
export function scopeLine(scopes: readonly Scope[]): string {
  const [first = '', ...rest] = scopes.map(scope => SCOPES[scope].title)
  return [first, ...rest.map(title => title.charAt(0).toLowerCase() + title.slice(1))].join(', ')
}
