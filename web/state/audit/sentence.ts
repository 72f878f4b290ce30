import type { AuditEntry, Person } from '../../../protocol/rest.ts'
import { ACCOUNT_DEEDS, type AccountAction } from './account-deeds.ts'
import { type Deed, personIn, wordOf } from './deed.ts'
import { ROOM_DEEDS } from './room-deeds.ts'

// An entry of the audit as a person reads it.

export type Action = AccountAction | keyof typeof ROOM_DEEDS

/** A piece of a sentence: words, or somebody whose name is set off from them. */
export type Piece = string | Named
export interface Named {
  name: string
  /** By which names that look alike can be told apart. */
  username: string
}

const DEEDS: Readonly<Record<Action, Deed>> = { ...ACCOUNT_DEEDS, ...ROOM_DEEDS }

/** What was done, by whom and to whom, piece by piece. */
export function sentenceOf(entry: AuditEntry): Piece[] {
  const pieces = templateOf(entry)
    .split(/(\{[a-z ]+\})/u)
    .flatMap(piece => pieceOf(piece, entry))
    .filter(piece => piece !== '')
  const [first, ...rest] = pieces
  return typeof first === 'string'
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : pieces
}

/** The same as one line. */
export function sentenceText(entry: AuditEntry): string {
  return sentenceOf(entry)
    .map(piece => (typeof piece === 'string' ? piece : piece.name))
    .join('')
}

/** Why it was done, in the words of who did it. */
export function reasonOf({ detail }: AuditEntry): string | undefined {
  return wordOf(detail, 'reason') ?? wordOf(detail, 'note')
}

/** What a kind of deed is called; its own name where it is newer than this page. */
export function deedTitle(action: string): string {
  return isKnown(action) ? DEEDS[action].title : action
}

function isKnown(action: string): action is Action {
  return Object.hasOwn(DEEDS, action)
}

function templateOf(entry: AuditEntry): string {
  if (!isKnown(entry.action)) return `{actor} did what this page has no words for`
  const { says } = DEEDS[entry.action]
  return typeof says === 'string' ? says : says(entry.detail, entry)
}

function pieceOf(piece: string, entry: AuditEntry): Piece | Piece[] {
  const { actor } = entry
  const person = personIn(entry)
  switch (piece) {
    case '{actor}':
      return actor === null ? 'somebody' : named(actor)
    case '{target}':
      return person === undefined ? 'somebody' : named(person)
    case '{of target}':
      return person === undefined || person.id === actor?.id ? '' : [' of ', named(person)]
    default:
      return piece
  }
}

function named({ displayName: name, username }: Person): Piece {
  return { name, username }
}
