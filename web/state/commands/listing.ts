import type { Completion } from '../../../protocol/slash/complete.ts'

/** What becomes of a key while candidates are offered. */
export type Act =
  | { kind: 'mark'; index: number }
  | { kind: 'take'; index: number }
  | { kind: 'close' }
  /** The key does what it does without a list. */
  | { kind: 'none' }

/**
 * Which candidate is marked: the one chosen by hand, or the first where somebody has begun to write it. Not
 * where Enter may just as well mean that the line is done.
 * @param isDone whether the line is a command as it stands
 */
export function markedIn(
  { candidates, isExpected, isWritten }: Completion,
  chosen: number | undefined,
  isDone: boolean,
): number | undefined {
  if (candidates.length === 0) return undefined
  if (chosen !== undefined) return Math.min(chosen, candidates.length - 1)
  return isExpected && !(isWritten && isDone) ? 0 : undefined
}

/** @param marked the index of the candidate that is marked, if one is */
export function actOf(
  key: { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean },
  { candidates }: Completion,
  marked: number | undefined,
): Act {
  const count = candidates.length
  if (count === 0 || key.altKey || key.ctrlKey || key.metaKey) return { kind: 'none' }
  switch (key.key) {
    case 'ArrowDown':
      return { kind: 'mark', index: marked === undefined ? 0 : (marked + 1) % count }
    case 'ArrowUp':
      return {
        kind: 'mark',
        index: marked === undefined ? count - 1 : (marked + count - 1) % count,
      }
    case 'Tab':
      return key.shiftKey ? { kind: 'none' } : { kind: 'take', index: marked ?? 0 }
    case 'Enter':
      return key.shiftKey || marked === undefined
        ? { kind: 'none' }
        : { kind: 'take', index: marked }
    case 'Escape':
      return { kind: 'close' }
    default:
      return { kind: 'none' }
  }
}

/** The text, and where its caret stands, once a candidate is put in. */
export function takenInto(
  text: string,
  { from, to, candidates }: Completion,
  index: number,
): { text: string; caret: number } {
  const insert = candidates[index]?.insert
  if (insert === undefined) return { text, caret: to }
  // One space is enough, whether it was there or comes along.
  const behind = insert.endsWith(' ') ? text.slice(to).replace(/^ /, '') : text.slice(to)
  return { text: text.slice(0, from) + insert + behind, caret: from + insert.length }
}
