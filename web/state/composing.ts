import type { PendingSend } from '../../protocol/client/pending.ts'
import { BODY_MAX_CHARS, PENDING_MAX_SENDS } from '../../protocol/limits.ts'
import { fits, isBlank, isStorable } from '../../protocol/text.ts'

/** Characters before the limit from which the composer counts down. */
export const COUNTDOWN_CHARS = 400

export type Verdict = 'ok' | 'empty' | 'too_long' | 'invalid' | 'full' | 'clogged'

/**
 * Whether this body would be taken; asked before anything is sent, so that no text is lost. `full`:
 * as many sends as may wait are waiting; `clogged`: every one of them was refused.
 */
export function verdictOn(body: string, pending: readonly PendingSend[] = []): Verdict {
  if (isBlank(body)) return 'empty'
  if (!isStorable(body)) return 'invalid'
  if (!fits(body, BODY_MAX_CHARS)) return 'too_long'
  if (pending.length < PENDING_MAX_SENDS) return 'ok'
  return pending.some(send => send.state === 'pending') ? 'full' : 'clogged'
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
