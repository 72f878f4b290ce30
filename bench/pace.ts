/** How long a bench takes its time: the figures of a brief one show that it works, and nothing else. */
export interface Pace {
  isBrief: boolean
  /** Runs that each figure is the median of. */
  runs: number
  /** Milliseconds of load before the window that is measured, and of the window. */
  warmMs: number
  measureMs: number
  /** Milliseconds of the window while a subject's capacity is looked for. */
  searchMs: number
  /** Loads that are tried for it at most. */
  searchSteps: number
  /** Sockets, rooms and messages are divided by this. */
  divisor: number
}

export const FULL: Pace = {
  isBrief: false,
  runs: 5,
  warmMs: 1_000,
  measureMs: 4_000,
  searchMs: 2_000,
  searchSteps: 12,
  divisor: 1,
}

export const BRIEF: Pace = {
  isBrief: true,
  runs: 1,
  warmMs: 200,
  measureMs: 600,
  searchMs: 400,
  searchSteps: 3,
  divisor: 10,
}
