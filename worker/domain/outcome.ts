import type { ProblemCode } from '../../protocol/codes.ts'

/** A refusal is a value: expected, from the closed list, and translated at one boundary. */
export type Outcome<T> = { ok: true; value: T } | Refused

export interface Refused {
  ok: false
  problem: ProblemCode
  /** Milliseconds after which to try again, where waiting helps. */
  waitMs?: number
}

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refused(problem: ProblemCode, waitMs?: number): Refused {
  return { ok: false, problem, ...(waitMs !== undefined && { waitMs }) }
}
