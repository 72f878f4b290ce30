import type { CalledAudience } from './events.ts'

// Whom a message calls: rooms tell by it whom to notify, and pages what sending it would do.

/** Whom a message calls, by the names that stand in it. */
export interface Called {
  /** Lower-case, each once. */
  usernames: readonly string[]
  audience: CalledAudience | undefined
}

/** What is written as code calls nobody. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g
/** As protocol/names.ts has usernames. A name in an address (`a@b`, `/@b`) calls nobody. */
const NAME = /(?<![\p{L}\p{N}_@./+-])@([a-z0-9]+(?:[._-][a-z0-9]+)*)/giu

const NOBODY: Called = { usernames: [], audience: undefined }

/** Finds whom a message calls. Costs nothing where there is no `@`. */
export function calledIn(body: string): Called {
  if (!body.includes('@')) return NOBODY
  const names = [...body.replace(CODE, ' ').matchAll(NAME)].map(([, name = '']) =>
    name.toLowerCase(),
  )
  const usernames = [...new Set(names)].filter(name => name !== 'room' && name !== 'here')
  const audience = names.includes('room') ? 'room' : names.includes('here') ? 'here' : undefined
  return { usernames, audience }
}
