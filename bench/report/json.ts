import type { SubjectName } from '../subjects/subject.ts'
import type { Ratios } from './ratios.ts'
import type { Result, Spread } from './result.ts'

type Value = string | number | string[] | Record<string, [min: number, max: number]>

/** A result as one flat object, for whoever reads results with jq or a spreadsheet. */
export interface Line {
  scenario: string
  subject: SubjectName
  runs: number
  verified: number
  spread: Record<string, [min: number, max: number]>
  notes: string[]
  /** What was asked for, the medians of what was measured, and the ratios. */
  [field: string]: Value
}

/** @throws Error when two of its fields have one name: the latter would replace the former. */
export function line(result: Result, ratios: Ratios): Line {
  const { scenario, subject, runs, setup, figures, verified, notes } = result
  const spreads = Object.entries(figures)
  const head = { scenario, subject, runs }
  const medians = Object.fromEntries(spreads.map(([name, { median }]) => [name, short(median)]))
  const quotients = Object.fromEntries(
    Object.entries(ratios).map(([name, ratio]) => [name, short(ratio)]),
  )
  const tail = { spread: Object.fromEntries(spreads.map(ends)), notes }
  refuseRepeated([head, setup, medians, { verified }, quotients, tail].flatMap(Object.keys))
  return { ...head, ...setup, ...medians, verified, ...quotients, ...tail }
}

function ends([name, { min, max }]: [string, Spread]): [string, [number, number]] {
  return [name, [short(min), short(max)]]
}

/** Six digits are more than any measurement here holds. */
function short(value: number): number {
  return Number(value.toPrecision(6))
}

function refuseRepeated(names: readonly string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw new Error(`two fields of a result are named ${repeated}`)
}
