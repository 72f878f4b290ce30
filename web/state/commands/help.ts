import { type CommandName, commandNamed } from '../../../protocol/slash/commands.ts'
import { nearestTo } from '../../../protocol/slash/nearest.ts'
import { wordsOf } from '../../../protocol/slash/usage.ts'

/** Fewer letters are in everything. */
const ABOUT_MIN_CHARS = 3

/** The commands somebody may be looking for: by name, by what they do, or by a name much like theirs. */
export function helpFor(sought: string, commands: readonly CommandName[]): readonly CommandName[] {
  const q = sought.trim().replace(/^\/+/, '').toLowerCase()
  if (q === '') return commands
  const named = commands.filter(name => wordsOf(name).some(word => word.startsWith(q)))
  const isAbout = (name: CommandName) => commandNamed(name).help.toLowerCase().includes(q)
  const about = q.length < ABOUT_MIN_CHARS ? [] : commands.filter(isAbout)
  const found = [...new Set([...named, ...about])]
  return found.length > 0 ? found : nearestTo(q, new Set(commands))
}
