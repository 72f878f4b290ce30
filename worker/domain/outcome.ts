import type { ProblemCode } from '../../protocol/codes.ts'

/** A refusal is a value: expected, from the closed list, and translated at one boundary. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: ProblemCode }

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refused(problem: ProblemCode): { ok: false; problem: ProblemCode } {
  return { ok: false, problem }
}
