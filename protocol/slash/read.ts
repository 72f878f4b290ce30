import { COMMAND_MAX_CHARS } from '../limits.ts'
import type { Argument } from './argument.ts'
import {
  type Call,
  COMMAND_NAMES,
  type CommandName,
  commandCalled,
  commandNamed,
} from './commands.ts'
import { durationOf } from './duration.ts'
import { commandWord, unescaped } from './line.ts'
import { nearestTo } from './nearest.ts'
import { type Placed, placesIn } from './places.ts'
import { isOptional, usageOf } from './usage.ts'
import { quoted, valueFrom, wantOf } from './value.ts'

/** A command whose words are wrong: what about them, and how it is written. */
export interface Mistake {
  kind: 'mistake'
  name: CommandName
  message: string
  usage: string
}

/** What a text comes to. `unknown` names the commands that may have been meant, the nearest first. */
export type Reading =
  | { kind: 'message'; body: string }
  | { kind: 'command'; call: Call }
  | { kind: 'unknown'; word: string; nearest: CommandName[] }
  | Mistake

/**
 * Reads what somebody typed. Takes time by the length of the text, whatever is in it, and never throws.
 * @param offered the commands to suggest instead of one that is not there
 */
export function read(text: string, offered: Iterable<CommandName> = COMMAND_NAMES): Reading {
  const word = commandWord(text)
  if (word === undefined) return { kind: 'message', body: unescaped(text) }
  const name = commandCalled(word)
  if (name === undefined)
    return { kind: 'unknown', word, nearest: nearestTo(word, new Set(offered)) }
  const wanted = commandNamed(name).arguments
  const placed = placesIn(wanted, text, word.length + 1)
  const message = mistakeIn(name, wanted, text, placed)
  if (message !== undefined) return { kind: 'mistake', name, message, usage: usageOf(name) }
  return { kind: 'command', call: callOf(name, placed) }
}

function mistakeIn(
  name: CommandName,
  wanted: readonly Argument[],
  text: string,
  { places, rest }: Placed,
): string | undefined {
  if (commandNamed(name).runs !== 'say' && text.length > COMMAND_MAX_CHARS)
    return `A command has at most ${COMMAND_MAX_CHARS} characters.`
  for (const { index, argument, text: typed } of places) {
    const value = valueFrom(argument, typed)
    if (!value.ok) return value.message
    const earlier = wanted[index - 1]
    if (
      argument.kind === 'text' &&
      earlier !== undefined &&
      !places.some(p => p.index === index - 1)
    ) {
      const meant = meantTime(earlier, typed)
      if (meant !== undefined) return meant
    }
  }
  const missing = wanted.find(
    (argument, index) => !isOptional(argument) && !places.some(place => place.index === index),
  )
  if (missing !== undefined) return wantOf(missing)
  return rest < text.length ? `${quoted(text.slice(rest).trimEnd())} is too much.` : undefined
}

/** A time without its word: nobody shall take `/ban @x 24h` for a ban that ends. */
function meantTime(argument: Argument, typed: string): string | undefined {
  if (argument.kind !== 'duration' || argument.after === undefined) return undefined
  const [first = ''] = typed.split(/\s/, 1)
  return durationOf(first) === undefined
    ? undefined
    : `Write ${argument.after} before the time: ${argument.after} ${first}.`
}

/** The values are as the registry has them: `mistakeIn` has seen to that. */
function callOf(name: CommandName, { places }: Placed): Call {
  const given = Object.fromEntries(
    places.flatMap(({ argument, text }) => {
      const value = valueFrom(argument, text)
      return value.ok ? [[argument.name, value.value]] : []
    }),
  )
  return { name, given } as Call
}
