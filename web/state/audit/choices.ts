import type { Person } from '../../../protocol/rest.ts'

/**
 * People who can be chosen: those whom the server finds, which leaves out who asks, and they themselves when
 * they are called like that.
 */
export function withSelf(q: string, found: readonly Person[], me: Person): Person[] {
  const others = found.filter(({ id }) => id !== me.id)
  return isCalled(me, q) ? [me, ...others] : others
}

/** Whether a name, or a word of it, begins like this. */
function isCalled({ username, displayName }: Person, q: string): boolean {
  const sought = folded(q).replace(/^@/u, '')
  const name = folded(displayName)
  return [username, name, ...name.split(/\s+/u)].some(word => word.startsWith(sought))
}

function folded(text: string): string {
  return text.trim().toLowerCase()
}
