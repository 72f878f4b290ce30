import type { ProblemCode } from '../../../protocol/codes.ts'
import { ACTORS, type Actor, type Cast, type Person } from './cast.ts'

/** Whose the thing is that is asked for: the actor's to reach, a stranger's, or nobody's. */
export const TARGETS = ['own', 'other', 'nonexistent'] as const
export type Target = (typeof TARGETS)[number]

/** A status, when it goes well, or why it does not. */
export type Verdict = number | ProblemCode

/** What each is told, of each target; a row without targets has one column. */
export type Verdicts = Record<Actor, readonly Verdict[]>

/** One cell: who asks for what. */
export interface Cell {
  cast: Cast
  actor: Actor
  /** Undefined when nobody is signed in. */
  person: Person | undefined
  target: Target
  /** A room for this row alone: the actor's own by what they are to it, a stranger's, or none. */
  roomId: string
}

/** A request to be made: as the actor, unless it says who. */
export interface Question {
  path: string
  body?: unknown
  as?: Person
}

export interface Row {
  ask: (cell: Cell) => Question | Promise<Question>
  verdicts: Verdicts
  /** Whether the request needs rooms: they take longer to make than to ask. */
  rooms?: boolean
  /** Open to whoever has no cookie, so that no page has to prove anything. */
  isPublic?: boolean
}

/** The same for everybody. */
export function everybody(...verdicts: Verdict[]): Verdicts {
  return table(() => verdicts)
}

/** The same for everybody who is signed in. */
export function members(...verdicts: Verdict[]): Verdicts {
  return table(actor => (isOut(actor) ? verdicts.map(() => 'unauthenticated' as const) : verdicts))
}

/** For the admins of the deployment alone. */
export function admins(...verdicts: Verdict[]): Verdicts {
  return table(actor => {
    if (isOut(actor)) return verdicts.map(() => 'unauthenticated' as const)
    return actor === 'admin' ? verdicts : verdicts.map(() => 'forbidden' as const)
  })
}

/** By what somebody is to a room; what is not named falls to `outsider`. */
export function byRole(roles: Partial<Verdicts> & { outsider: readonly Verdict[] }): Verdicts {
  return table(actor =>
    isOut(actor)
      ? roles.outsider.map(() => 'unauthenticated' as const)
      : (roles[actor] ?? roles.outsider),
  )
}

function table(of: (actor: Actor) => readonly Verdict[]): Verdicts {
  return Object.fromEntries(ACTORS.map(actor => [actor, of(actor)])) as Verdicts
}

function isOut(actor: Actor): boolean {
  return actor === 'anonymous' || actor === 'deleted'
}
