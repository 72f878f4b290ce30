import * as z from 'zod'

// How attempts are counted, and when they have to wait. Pure: who keeps the counts decides when it is.

/** So many in so many milliseconds. */
export interface Allowance {
  most: number
  windowMs: number
}

/** Some for nothing, then each has to wait twice as long as the one before. */
export interface Slowdown {
  free: number
  baseMs: number
  capMs: number
  /** Milliseconds without an attempt after which all is forgotten. */
  windowMs: number
}

/** What is kept under one key. Times are milliseconds since 1970. */
export const tallySchema = z.object({
  count: z.int(),
  /** When it is forgotten. */
  until: z.number(),
  /** When the next attempt may come. */
  notBefore: z.number(),
})
export type Tally = z.infer<typeof tallySchema>

/** A tally after an attempt, and how long that has to wait: 0 when it may go on. */
export interface Counted {
  tally: Tally
  waitMs: number
}

/** Counts within a window that begins with the first. What is refused is not counted. */
export function take(
  tally: Tally | undefined,
  { most, windowMs }: Allowance,
  now: number,
): Counted {
  const standing = current(tally, now) ?? { count: 0, until: now + windowMs, notBefore: 0 }
  if (standing.count >= most) return { tally: standing, waitMs: standing.until - now }
  return { tally: { ...standing, count: standing.count + 1 }, waitMs: 0 }
}

/** Counts an attempt before anybody knows how it ends; one that succeeds is forgotten afterwards. */
export function attempt(tally: Tally | undefined, rule: Slowdown, now: number): Counted {
  const standing = current(tally, now)
  if (standing !== undefined && standing.notBefore > now)
    return { tally: standing, waitMs: standing.notBefore - now }
  const count = (standing?.count ?? 0) + 1
  const notBefore = now + delayAfter(count, rule)
  return { tally: { count, until: Math.max(now + rule.windowMs, notBefore), notBefore }, waitMs: 0 }
}

/** What is left when one that was counted turns out not to be one: its time is as it was. */
export function giveBack(tally: Tally | undefined): Tally | undefined {
  return tally === undefined || tally.count <= 1 ? undefined : { ...tally, count: tally.count - 1 }
}

/** @returns milliseconds that the next has to wait after so many */
export function delayAfter(count: number, { free, baseMs, capMs }: Slowdown): number {
  return count < free ? 0 : Math.min(capMs, baseMs * 2 ** Math.min(count - free, 30))
}

function current(tally: Tally | undefined, now: number): Tally | undefined {
  return tally !== undefined && tally.until > now ? tally : undefined
}
