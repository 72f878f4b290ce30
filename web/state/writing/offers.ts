import type { Room } from '../../../protocol/events.ts'
import { foldUsername } from '../../../protocol/names.ts'
import { may, type Standing } from '../../../protocol/permissions.ts'
import type { RoomList } from '../../../protocol/rest.ts'
import { commandNamed } from '../../../protocol/slash/commands.ts'
import {
  type Candidate,
  type Completion,
  isNamed,
  type Someone,
} from '../../../protocol/slash/complete.ts'
import type { Counts } from '../counts.ts'
import { type EmojiTable, foundBy } from '../shortcodes.ts'
import type { Callable } from './audience.ts'
import { type CaretWord, wordAt } from './caret-word.ts'

/** What can be named in a message, each in the order in which it is offered. */
export interface Nameable {
  people: readonly Someone[]
  /** The names of rooms. */
  rooms: readonly string[]
  /** Who may be called at once. */
  callable: Callable
  /** Undefined until they are here. */
  emoji: EmojiTable | undefined
}

/** What of one kind is offered at once. */
const OFFERED_MAX = 20

/** What may be meant by the word at the caret; undefined where there is nothing to say. */
export function offersAt(text: string, caret: number, nameable: Nameable): Completion | undefined {
  const word = wordAt(text, caret)
  if (word === undefined) return undefined
  const candidates = candidatesFor(word, nameable).map(candidate => spaced(candidate, text, word))
  const { kind, from, to, typed } = word
  const isWritten = candidates.some(({ insert }) => insert.trimEnd() === text.slice(from, to))
  return {
    from,
    to,
    typed: text.slice(from, from + 1) + typed,
    candidates,
    // A sign alone may be just that, and a name that is whole needs nothing more: Enter sends it.
    isExpected: typed !== '' && !isWritten,
    isWritten,
    // In a message only members are meant, which is how commands ask for those below somebody.
    ...(kind === 'person' && { people: { among: 'below', q: foldUsername(typed) } }),
  }
}

/** Where a command is written, what it offers; in its text what a message would. */
export function mergedOffers(
  command: Completion | undefined,
  words: () => Completion | undefined,
): Completion | undefined {
  if (command === undefined) return words()
  const { usage, candidates } = command
  const isInText =
    usage !== undefined && commandNamed(usage.name).arguments[usage.active]?.kind === 'text'
  if (candidates.length > 0 || !isInText) return command
  const found = words()
  return found === undefined ? command : { ...found, usage }
}

function candidatesFor({ kind, typed }: CaretWord, nameable: Nameable): Candidate[] {
  switch (kind) {
    case 'person':
      return [...people(typed, nameable.people), ...everybody(typed, nameable.callable)]
    case 'room':
      return rooms(typed, nameable.rooms)
    case 'emoji':
      return nameable.emoji === undefined ? [] : emoji(typed, nameable.emoji)
    default:
      return kind satisfies never
  }
}

function people(typed: string, all: readonly Someone[]): Candidate[] {
  const q = foldUsername(typed)
  return all
    .filter(someone => !someone.isMe && someone.role !== null && isNamed(someone, q))
    .slice(0, OFFERED_MAX)
    .map(someone => ({
      key: someone.id,
      label: `@${someone.username}`,
      hint: someone.displayName,
      insert: `@${someone.username}`,
      person: someone,
    }))
}

function everybody(typed: string, counts: Callable): Candidate[] {
  if (!counts) return []
  const words = [
    { word: 'here', hint: `Everybody who is here now, ${counts.here}` },
    { word: 'room', hint: `Everybody who belongs here, ${counts.members}` },
  ]
  return words
    .filter(({ word }) => word.startsWith(typed.toLowerCase()))
    .map(({ word, hint }) => ({ key: `@${word}`, label: `@${word}`, hint, insert: `@${word}` }))
}

function rooms(typed: string, names: readonly string[]): Candidate[] {
  const q = keyOf(typed)
  const found = names.filter(name => keyOf(name).includes(q))
  const begun = found.filter(name => keyOf(name).startsWith(q))
  return [...new Set([...begun, ...found])]
    .slice(0, OFFERED_MAX)
    .map(name => ({ key: `#${name}`, label: `#${name}`, hint: '', insert: referenceTo(name) }))
}

function keyOf(name: string): string {
  return foldUsername(name).replaceAll(/[\s_-]+/g, '-')
}

/** A room's name as messages have it: in quotation marks where a dash for each space does not do. */
export function referenceTo(name: string): string {
  const dashed = name.replaceAll(/\s+/g, '-')
  const isPlain = /^[\p{L}\p{N}]+(?:[_-]+[\p{L}\p{N}]+)*$/u.test(dashed)
  return isPlain ? `#${dashed}` : `#"${name}"`
}

function emoji(typed: string, table: EmojiTable): Candidate[] {
  return foundBy(typed, table, OFFERED_MAX).map(({ emoji: sign, code, label }) => ({
    key: sign,
    label: `${sign} :${code}:`,
    hint: label,
    insert: sign,
  }))
}

/** With a space behind it, unless what it is put before goes on by itself: a comma, a bracket. */
function spaced(candidate: Candidate, text: string, { to }: CaretWord): Candidate {
  const goesOn = /^[^\s]/.test(text.slice(to))
  return goesOn ? candidate : { ...candidate, insert: `${candidate.insert} ` }
}

/** Rooms to name: those one belongs to that have a name of their own. */
export function ownRooms({ joined }: RoomList): string[] {
  return joined.filter(({ kind }) => kind === 'room').map(({ name }) => name)
}

/** People as they are offered in a message: who spoke last first, then by name. */
export function bySpeaking(people: readonly Someone[], speakers: readonly string[]): Someone[] {
  const places = new Map(speakers.map((id, place) => [id, place]))
  const placeOf = ({ id }: Someone) => places.get(id) ?? speakers.length
  return people.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || a.displayName.localeCompare(b.displayName),
  )
}

/**
 * Who may be called at once. By the role somebody has in the room: whoever they are elsewhere, it is what counts
 * for messages.
 * @param role null for who does not belong, undefined while that is not known
 */
export function callableFor(
  role: Standing | null | undefined,
  room: Pick<Room, 'kind' | 'settings'>,
  counts: Counts,
): Callable {
  if (role === undefined) return undefined
  return may(role ?? 'visitor', 'messages.call_all', room) ? counts : null
}
