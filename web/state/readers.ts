import type { Mark } from '../../protocol/frames.ts'

/** Whom a message has reached, by ids. */
export interface Reached {
  read: string[]
  delivered: string[]
  /** Who belongs, and of whom nothing is known: it has not come to them, or they let nobody see it. */
  unknown: string[]
}

/** @param without of whom it goes without saying */
export function reachedBy(
  marks: readonly Mark[],
  members: readonly string[],
  seq: number,
  without: readonly string[],
): Reached {
  const others = marks.filter(({ id, delivered }) => delivered >= seq && !without.includes(id))
  const known = new Set([...others.map(({ id }) => id), ...without])
  return {
    read: others.filter(({ read }) => read >= seq).map(({ id }) => id),
    delivered: others.filter(({ read }) => read < seq).map(({ id }) => id),
    unknown: members.filter(id => !known.has(id)),
  }
}
