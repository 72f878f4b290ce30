import { usernameSchema } from '../names.ts'
import { roleSchema } from '../room-settings.ts'
import type { Argument, DurationArgument } from './argument.ts'
import { durationOf, spanText } from './duration.ts'

/** What was typed for an argument, as a value; or what is wrong with it, in a sentence. */
export type Value = { ok: true; value: string | number } | { ok: false; message: string }

export function valueFrom(argument: Argument, text: string): Value {
  switch (argument.kind) {
    case 'person':
      return personOf(text)
    case 'room':
      return roomOf(text)
    case 'role':
      return roleOf(text)
    case 'duration':
      return timeOf(argument, text)
    case 'choice':
      return choiceOf(argument.choices, text)
    case 'text':
      return argument.lines !== true && /[\n\r]/.test(text)
        ? wrong('Write it in one line.')
        : right(text)
    default:
      return argument satisfies never
  }
}

/** What a person is asked for where an argument is missing. */
export function wantOf(argument: Argument): string {
  switch (argument.kind) {
    case 'person':
      return 'Say who: an @ and their username.'
    case 'room':
      return argument.known
        ? 'Say which room: a # and its name.'
        : 'Say what the room is to be called.'
    case 'role':
      return `Say which role: ${listed(roleSchema.options)}.`
    case 'duration':
      return `Say how long: ${examples(argument)}.`
    case 'choice':
      return `Say which: ${listed(argument.choices)}.`
    case 'text':
      return `Say what: the ${argument.name} is missing.`
    default:
      return argument satisfies never
  }
}

function personOf(text: string): Value {
  const username = usernameSchema.safeParse(text.replace(/^@/, ''))
  // Nobody is called so, or it is reserved, and nobody is called so either.
  return username.success ? right(username.data) : wrong(`${quoted(text)} is no username.`)
}

/** `#name`, `"a name"` or `#"a name"`, with `\` before a mark within; phones write curly marks. */
function roomOf(text: string): Value {
  const name = text.replace(/^#/, '')
  if (/[\n\r]/.test(name)) return wrong('Write it in one line.')
  if (!/^["“”]/.test(name)) return name === '' ? wrong('The name is missing.') : right(name)
  const marked = /^["“”]((?:[^"“”\\]|\\.)*)["“”](.*)$/su.exec(name)
  if (marked === null) return wrong('The quotation mark before the name needs another behind it.')
  const [, inside = '', behind = ''] = marked
  if (behind !== '') return wrong(`${quoted(behind.trim())} is too much behind the name.`)
  const bare = inside.replaceAll(/\\(.)/gsu, '$1').trim()
  return bare === '' ? wrong('The name is missing.') : right(bare)
}

function roleOf(text: string): Value {
  const word = text.toLowerCase()
  const role = roleSchema.safeParse(word === 'mod' ? 'moderator' : word)
  return role.success
    ? right(role.data)
    : wrong(`${quoted(text)} is no role: ${listed(roleSchema.options)}.`)
}

function timeOf(argument: DurationArgument, text: string): Value {
  if (text === '') return wrong(wantOf(argument))
  if (argument.off && text.toLowerCase() === 'off') return right(0)
  const ms = durationOf(text)
  if (ms === undefined) return wrong(`${quoted(text)} is no time: write ${examples(argument)}.`)
  if (ms < argument.least) return wrong(`At least ${spanText(argument.least)}.`)
  if (ms > argument.most) return wrong(`At most ${spanText(argument.most)}.`)
  return right(ms)
}

function choiceOf(choices: readonly string[], text: string): Value {
  const word = text.toLowerCase()
  return choices.includes(word)
    ? right(word)
    : wrong(`${quoted(text)} is none of ${listed(choices)}.`)
}

function examples({ offered }: DurationArgument): string {
  return listed(offered.slice(0, 3))
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** Somebody's words among ours, so long as they are short. */
export function quoted(text: string): string {
  const points = [...text.slice(0, QUOTED_MAX_CHARS * 2)]
  const short = points.slice(0, QUOTED_MAX_CHARS).join('')
  return `“${short}${short.length < text.length ? '…' : ''}”`
}
const QUOTED_MAX_CHARS = 40

function right(value: string | number): Value {
  return { ok: true, value }
}

function wrong(message: string): Value {
  return { ok: false, message }
}
