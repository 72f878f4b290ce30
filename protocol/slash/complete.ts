import { foldUsername } from '../names.ts'
import { type Role, roleSchema } from '../room-settings.ts'
import type { Argument, DurationArgument, PersonArgument } from './argument.ts'
import { type CommandName, commandCalled, commandNamed } from './commands.ts'
import { durationOf, spanText } from './duration.ts'
import { commandWord } from './line.ts'
import { nearestTo } from './nearest.ts'
import { type Placed, placesIn } from './places.ts'
import { isOptional, usageOf, wordsOf } from './usage.ts'

/** Somebody who can be offered. */
export interface Someone {
  id: string
  username: string
  displayName: string
  /** Null for who does not belong to the room. */
  role: Role | null
  isMe: boolean
  /** Whether one stands above them. */
  isBelow: boolean
}

/** What can be offered, each in the order in which it is. */
export interface World {
  commands: readonly CommandName[]
  people: readonly Someone[]
  rooms: readonly { name: string; hint: string }[]
  roles: readonly Role[]
}

/** One thing to choose. */
export interface Candidate {
  /** Tells it from the others. */
  key: string
  label: string
  hint: string
  /** What is put in the place of what was typed for it. */
  insert: string
  person?: Someone
}

/** What can be put between `from` and `to`, in UTF-16 units of the text. */
export interface Completion {
  from: number
  to: number
  /** The word typed so far. */
  typed: string
  candidates: Candidate[]
  /** Whether the first is what somebody means who goes on: not where they may just as well stop. */
  isExpected: boolean
  /** Whether what was typed is one of them, written out. */
  isWritten: boolean
  /** The command being written, and which of its arguments. */
  usage?: { name: CommandName; active: number }
  /** People to ask the server for, who may be among the candidates next time. */
  people?: { among: PersonArgument['among']; q: string }
}

/** Candidates that are shown at once. */
export const CANDIDATES_MAX = 50

/** What somebody may want to write where their caret is; undefined where nothing can be said. */
export function completionAt(text: string, caret: number, world: World): Completion | undefined {
  if (caret < 1 || caret > text.length) return undefined
  const before = text.slice(0, caret)
  if (/^\/(?:\p{L}[\p{L}\p{M}\p{N}_-]*)?$/u.test(before)) return ofNames(text, before, world)
  const word = commandWord(before)
  const name = word === undefined ? undefined : commandCalled(word)
  if (word === undefined || name === undefined) return undefined
  return ofArguments(name, word.length + 1, text, before, world)
}

function ofNames(text: string, before: string, { commands }: World): Completion {
  const typed = before.slice(1).toLowerCase()
  const fitting = commands.filter(name => wordsOf(name).some(word => word.startsWith(typed)))
  // What the word begins goes before what another name of it begins.
  const inOrder = fitting.toSorted(
    (a, b) => Number(b.startsWith(typed)) - Number(a.startsWith(typed)),
  )
  const names = inOrder.length > 0 ? inOrder : nearestTo(typed, new Set(commands))
  return {
    from: 0,
    to: endOfWord(text, before.length),
    typed: before,
    candidates: names.map(name => ({
      key: name,
      label: usageOf(name),
      hint: commandNamed(name).help,
      insert: `/${name}${commandNamed(name).arguments.length > 0 ? ' ' : ''}`,
    })),
    isExpected: true,
    isWritten: commandCalled(typed) !== undefined,
  }
}

function ofArguments(
  name: CommandName,
  behind: number,
  text: string,
  before: string,
  world: World,
): Completion {
  const wanted = commandNamed(name).arguments
  const start = startOfWord(before)
  const open = openAt(wanted, placesIn(wanted, before.slice(0, start), behind), start)
  const typed = before.slice(open.from)
  const offers = open.indices.flatMap(index => {
    const argument = wanted[index]
    if (argument === undefined) return []
    const found = candidatesFor(argument, typed, open.isAnnounced, world)
    return found.length === 0 ? [] : [{ index, found }]
  })
  const asked = open.indices.map(index => wanted[index]).find(one => one?.kind === 'person')
  const [first] = open.indices
  const last = open.indices.at(-1)
  const active = offers[0]?.index ?? (typed === '' ? first : last) ?? wanted.length
  const required = last === undefined ? undefined : wanted[last]
  const candidates = offers.flatMap(({ found }) => found).slice(0, CANDIDATES_MAX)
  return {
    from: open.from,
    to: open.isRest ? text.length : endOfWord(text, before.length),
    typed,
    candidates,
    isExpected: typed !== '' || (required !== undefined && !isOptional(required)),
    isWritten: candidates.some(({ insert }) => insert.trimEnd() === typed),
    usage: { name, active },
    ...(asked?.kind === 'person' && { people: { among: asked.among, q: foldedOf(typed) } }),
  }
}

interface Open {
  /** The arguments that may stand here: those one may leave out, and the first one may not. */
  indices: number[]
  from: number
  isRest: boolean
  /** Whether the word that announces a time stands there already. */
  isAnnounced: boolean
}

function openAt(wanted: readonly Argument[], { places }: Placed, start: number): Open {
  const last = places.at(-1)
  const next = (last?.index ?? -1) + 1
  if (last?.argument.kind === 'room' || last?.argument.kind === 'text')
    return { indices: [last.index], from: last.start, isRest: true, isAnnounced: false }
  if (last?.argument.kind === 'duration' && last.text === '')
    return { indices: [last.index], from: start, isRest: false, isAnnounced: true }
  const must = wanted.findIndex((argument, i) => i >= next && !isOptional(argument))
  const end = must < 0 ? wanted.length : must + 1
  const indices = Array.from({ length: end - next }, (_, i) => next + i)
  return { indices, from: start, isRest: false, isAnnounced: false }
}

function candidatesFor(
  argument: Argument,
  typed: string,
  isAnnounced: boolean,
  world: World,
): Candidate[] {
  switch (argument.kind) {
    case 'person':
      return people(argument.among, typed, world.people)
    case 'room':
      return argument.known ? rooms(typed, world.rooms) : []
    case 'role':
      return words(world.roles, typed)
    case 'choice':
      return words(argument.choices, typed)
    case 'duration':
      return times(argument, typed, isAnnounced)
    case 'text':
      return []
    default:
      return argument satisfies never
  }
}

function words(all: readonly string[], typed: string): Candidate[] {
  const begun = typed.toLowerCase()
  return all
    .filter(word => word.startsWith(begun))
    .map(word => ({ key: word, label: word, hint: '', insert: `${word} ` }))
}

function times({ offered, after }: DurationArgument, typed: string, isAnnounced: boolean) {
  const before = isAnnounced || after === undefined ? '' : `${after} `
  const named = offered.map(time => {
    const ms = durationOf(time)
    return [before + time, ms === undefined ? '' : spanText(ms)] as const
  })
  const hints = new Map(named)
  const found = words([...hints.keys()], typed)
  return found.map(candidate => ({ ...candidate, hint: hints.get(candidate.label) ?? '' }))
}

function people(
  among: PersonArgument['among'],
  typed: string,
  all: readonly Someone[],
): Candidate[] {
  const q = foldedOf(typed)
  return all
    .filter(someone => isAmong(among, someone) && isNamed(someone, q))
    .map(someone => ({
      key: `@${someone.username}`,
      label: `@${someone.username}`,
      hint: someone.displayName,
      insert: `@${someone.username} `,
      person: someone,
    }))
}

function isAmong(among: PersonArgument['among'], { role, isMe, isBelow }: Someone): boolean {
  switch (among) {
    case 'below':
      return role !== null && !isMe && isBelow
    case 'outsiders':
      return role === null && !isMe
    case 'everybody':
      return !isMe
    default:
      return among satisfies never
  }
}

/** Whether the username, the display name or a word of that begins so. */
export function isNamed({ username, displayName }: Someone, q: string): boolean {
  if (username.startsWith(q)) return true
  return foldUsername(displayName)
    .split(/\s+/u)
    .some((_, i, parts) => parts.slice(i).join(' ').startsWith(q))
}

function foldedOf(typed: string): string {
  return foldUsername(typed.replace(/^@/, ''))
}

function rooms(typed: string, all: World['rooms']): Candidate[] {
  const q = foldUsername(typed.replace(/^#?["“”]?/u, ''))
  return all
    .filter(({ name }) => foldUsername(name).includes(q))
    .toSorted((a, b) => rankOf(a.name, q) - rankOf(b.name, q))
    .map(({ name, hint }) => ({ key: `#${name}`, label: `#${name}`, hint, insert: written(name) }))
}

/** A name that begins so goes before one that holds it. */
function rankOf(name: string, q: string): number {
  return foldUsername(name).startsWith(q) ? 0 : 1
}

/** A room's name as a command takes it. */
export function written(name: string): string {
  const isPlain = /^[^\s"“”\\]+$/u.test(name)
  return isPlain ? `#${name}` : `#"${name.replaceAll(/["“”\\]/g, '\\$&')}"`
}

/** The roles that somebody may be given, from the highest. */
export const ROLES: readonly Role[] = roleSchema.options

/** Not by a pattern: one that looks for the end of a text from each of its places takes their square. */
function startOfWord(text: string): number {
  let start = text.length
  while (start > 0 && /\S/.test(text.charAt(start - 1))) start -= 1
  return start
}

function endOfWord(text: string, from: number): number {
  return from + (/^\S*/.exec(text.slice(from))?.[0].length ?? 0)
}
