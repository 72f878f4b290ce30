import type { Argument, DurationArgument } from './argument.ts'
import { seemsDuration } from './duration.ts'
import { isOptional, takesRest } from './usage.ts'

/** Where in a text an argument stands, with whatever word stands before it. */
export interface Place {
  /** Which argument of the command. */
  index: number
  argument: Argument
  start: number
  end: number
  /** The text of the argument itself. */
  text: string
}

export interface Placed {
  places: Place[]
  /** Where what no argument takes begins; the end of the text where there is no such thing. */
  rest: number
}

interface Word {
  start: number
  end: number
  text: string
}

/** Which argument each word belongs to, from left to right and without going back. @param from behind the name */
export function placesIn(wanted: readonly Argument[], text: string, from: number): Placed {
  const places: Place[] = []
  let position = from
  for (const [index, argument] of wanted.entries()) {
    const word = wordAt(text, position)
    if (word === undefined) break
    const place = takesRest(argument) ? restFrom(text, word) : placeOf(argument, text, word)
    if (place === undefined) continue
    places.push({ index, argument, ...place })
    position = place.end
  }
  return { places, rest: wordAt(text, position)?.start ?? text.length }
}

/** The next word from a position on. */
export function wordAt(text: string, from: number): Word | undefined {
  WORD.lastIndex = from
  const match = WORD.exec(text)
  if (match === null) return undefined
  const [word] = match
  return { start: match.index, end: match.index + word.length, text: word }
}
const WORD = /\S+/g

function restFrom(text: string, { start }: Word): Word {
  const rest = text.slice(start).trimEnd()
  return { start, end: start + rest.length, text: rest }
}

/** The word, if it is for this argument. What has to be there takes whatever is. */
function placeOf(argument: Argument, text: string, word: Word): Word | undefined {
  if (argument.kind === 'duration' && argument.after !== undefined)
    return announced(argument.after, text, word)
  return !isOptional(argument) || suits(argument, word.text) ? word : undefined
}

/** A time behind its word. The word alone is a time that is missing; before anything else it is any word. */
function announced(after: string, text: string, word: Word): Word | undefined {
  if (word.text.toLowerCase() !== after) return undefined
  const time = wordAt(text, word.end)
  if (time === undefined) return { ...word, text: '' }
  return seemsDuration(time.text) ? { ...time, start: word.start } : undefined
}

function suits(argument: Argument, word: string): boolean {
  if (argument.kind === 'duration') return isTime(argument, word)
  if (argument.kind === 'choice') return argument.choices.includes(word.toLowerCase())
  return true
}

function isTime({ off }: DurationArgument, word: string): boolean {
  return seemsDuration(word) || (off === true && word.toLowerCase() === 'off')
}
