import type { Writer } from '../../protocol/frames.ts'

/** People named as writing; of more it is said that there are several. */
const NAMED_MAX = 2

/** Who is writing in the room, or in one of its threads; empty when nobody is. */
export function typingText(
  writers: readonly Writer[],
  nameOf: (id: string) => string,
  thread?: number,
): string {
  const names = writers.filter(writer => writer.thread === thread).map(({ id }) => nameOf(id))
  if (names.length === 0) return ''
  if (names.length > NAMED_MAX) return 'Several people are writing…'
  return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} writing…`
}

/** Milliseconds after which the same is read out once more. */
const SPOKEN_AGAIN_MS = 60_000

/** What of it is read out, and when: not again and again while people pause and go on. */
export interface Spoken {
  text: string
  at: number
}

export function spokenAfter(before: Spoken, text: string, now: number): Spoken {
  if (text === '') return before
  if (text === before.text && now - before.at < SPOKEN_AGAIN_MS) return before
  return { text, at: now }
}
