import type { Mark } from '../../protocol/frames.ts'

/** Whom a message has reached, by ids. */
export interface Reached {
  read: string[]
  delivered: string[]
  /** Who belongs, and of whom nothing is known: it has not come to them, or they let nobody see it. */
  unknown: string[]
}

/**
 * @param told marks of the page, and those told since: of two of one person the further counts
 * @param without of whom it goes without saying
 */
export function reachedBy(
  told: readonly Mark[],
  members: readonly string[],
  seq: number,
  without: readonly string[],
): Reached {
  const others = furthest(told).filter(
    ({ id, delivered }) => delivered >= seq && !without.includes(id),
  )
  const known = new Set([...others.map(({ id }) => id), ...without])
  return {
    read: others.filter(({ read }) => read >= seq).map(({ id }) => id),
    delivered: others.filter(({ read }) => read < seq).map(({ id }) => id),
    unknown: members.filter(id => !known.has(id)),
  }
}

function furthest(marks: readonly Mark[]): Mark[] {
  const byId = new Map<string, Mark>()
  for (const { id, read, delivered } of marks) {
    const known = byId.get(id)
    byId.set(id, {
      id,
      read: Math.max(read, known?.read ?? 0),
      delivered: Math.max(delivered, known?.delivered ?? 0),
    })
  }
  return [...byId.values()]
}
