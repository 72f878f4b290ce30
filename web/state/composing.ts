import { BODY_MAX_CHARS } from '../../protocol/limits.ts'
import { fits, isBlank, isStorable } from '../../protocol/text.ts'

/** Characters before the limit from which the composer counts down. */
export const COUNTDOWN_CHARS = 400

export type Verdict = 'ok' | 'empty' | 'too_long' | 'invalid'

/** Whether the room would take this body; asked before anything is sent, so that no text is lost. */
export function verdictOn(body: string): Verdict {
  if (isBlank(body)) return 'empty'
  if (!isStorable(body)) return 'invalid'
  return fits(body, BODY_MAX_CHARS) ? 'ok' : 'too_long'
}

/** What is sent of what was typed: no empty lines around it; indentation stays. */
export function bodyOf(typed: string): string {
  return typed.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd()
}

/** Characters left, negative when over; undefined while the end is far away. */
export function roomLeft(body: string): number | undefined {
  if (body.length < BODY_MAX_CHARS - COUNTDOWN_CHARS) return undefined
  const left = BODY_MAX_CHARS - codePoints(body)
  return left <= COUNTDOWN_CHARS ? left : undefined
}

function codePoints(text: string): number {
  let points = 0
  for (const _ of text) points += 1
  return points
}
