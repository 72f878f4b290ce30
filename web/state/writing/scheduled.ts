import type { Scheduled } from '../../../protocol/rest.ts'

/** Milliseconds given to a message to be said, once its time has come. */
const GRACE_MS = 2_000
/** How soon, and how late, it is looked again whether it was. */
const LOOK_LEAST_MS = 10_000
const LOOK_MOST_MS = 6 * 3_600_000

/** What waits, and what could not be said, in a few words; undefined when there is neither. */
export function waitingText(all: readonly Scheduled[]): string | undefined {
  const failed = all.filter(({ code }) => code !== null).length
  const waiting = all.length - failed
  const parts = [
    ...(waiting > 0 ? [`${messages(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`] : []),
    ...(failed > 0 ? [`${messages(failed)} could not be said`] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : undefined
}

function messages(count: number): string {
  return `${count} ${count === 1 ? 'message' : 'messages'}`
}

/** In how many milliseconds one of them may have been said; undefined when none waits. */
export function nextLook(all: readonly Scheduled[], now: number): number | undefined {
  const times = all.filter(({ code }) => code === null).map(({ at }) => at)
  if (times.length === 0) return undefined
  const wait = Math.min(...times) + GRACE_MS - now
  return Math.min(Math.max(wait, LOOK_LEAST_MS), LOOK_MOST_MS)
}

/** With one more, in the order in which they are to be said. */
export function withScheduled(all: readonly Scheduled[], one: Scheduled): Scheduled[] {
  return [...all, one].sort((a, b) => a.at - b.at)
}
