import type { SubjectName } from '../subjects/subject.ts'

/** The middle of several runs, and the least and most of them. */
export interface Spread {
  median: number
  min: number
  max: number
}

/**
 * What a scenario found of one subject, run by run condensed into spreads: one JSON object a line. Which figures are
 * there depends on the scenario; bench/README.md says what each means and its unit.
 */
export interface Result {
  scenario: string
  subject: SubjectName
  /** When its scenario was run, as ISO 8601. */
  date: string
  /** How many runs the spreads are of. */
  runs: number
  /** What was asked for: sockets, rooms, rates. */
  setup: Record<string, number | string>
  /** What was measured, by field name. */
  figures: Record<string, Spread>
  /** Things counted in all runs together after their place and text were found right. */
  verified: number
  /** What has to be said beside the figures. */
  notes: string[]
}
