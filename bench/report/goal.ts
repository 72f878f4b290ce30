import { type RatioName, ratiosOf } from './ratios.ts'
import type { Result } from './result.ts'

/** What Alcove sets itself to measure, before it is measured. */
export type Goal = {
  scenario: string
  /** As people read it. */
  text: string
  subject: 'alcove'
  /** × stands for a ratio. */
  unit: string
} & ({ figure: string } | { ratio: RatioName }) &
  ({ atMost: number } | { atLeast: number })

export interface Judgement {
  goal: Goal
  verdict: 'reached' | 'missed' | 'not measured'
  /** The median, or the ratio of two. */
  measured?: number
}

export function judge(goals: readonly Goal[], results: readonly Result[]): Judgement[] {
  return goals.map(goal => {
    const measured = measure(goal, results)
    if (measured === undefined) return { goal, verdict: 'not measured' }
    return { goal, verdict: isReached(goal, measured) ? 'reached' : 'missed', measured }
  })
}

function measure(goal: Goal, results: readonly Result[]): number | undefined {
  const result = results.find(
    ({ scenario, subject }) => scenario === goal.scenario && subject === goal.subject,
  )
  if (result === undefined) return undefined
  return 'ratio' in goal
    ? ratiosOf(result, results)[goal.ratio]
    : result.figures[goal.figure]?.median
}

/** What is just so is reached. */
function isReached(goal: Goal, measured: number): boolean {
  return 'atMost' in goal ? measured <= goal.atMost : measured >= goal.atLeast
}
