import type { SubjectName } from '../subjects/subject.ts'
import { isRatio, type Ratios } from './ratios.ts'
import type { Result, Spread } from './result.ts'

type Value = string | number | string[] | Record<string, [min: number, max: number]>

/** A result as one flat object, for whoever reads results with jq or a spreadsheet. */
export interface Line {
  scenario: string
  subject: SubjectName
  date: string
  runs: number
  verified: number
  spread: Record<string, [min: number, max: number]>
  notes: string[]
  /** What was asked for, the medians of what was measured, and the ratios. */
  [field: string]: Value
}

/** @throws Error when two of its fields have one name: the latter would replace the former. */
export function line(result: Result, ratios: Ratios): Line {
  const { scenario, subject, date, runs, setup, figures, verified, notes } = result
  const spreads = Object.entries(figures)
  const head = { scenario, subject, date, runs }
  const medians = Object.fromEntries(spreads.map(([name, { median }]) => [name, short(median)]))
  const quotients = Object.fromEntries(
    Object.entries(ratios).map(([name, ratio]) => [name, short(ratio)]),
  )
  const tail = { spread: Object.fromEntries(spreads.map(ends)), notes }
  refuseRepeated([head, setup, medians, { verified }, quotients, tail].flatMap(Object.keys))
  return { ...head, ...setup, ...medians, verified, ...quotients, ...tail }
}

/** The result that a line was made of, to six digits. */
export function resultOf(line: Line): Result {
  const { scenario, subject, date, runs, verified, spread, notes, ...rest } = line
  const figures = Object.entries(spread).map(([name, [min, max]]) => {
    const median = rest[name]
    if (typeof median !== 'number') throw new Error(`${scenario} has no median of ${name}`)
    return [name, { median, min, max }] as const
  })
  const setup = Object.entries(rest).filter(
    (field): field is [string, number | string] =>
      !(field[0] in spread) && !isRatio(field[0]) && typeof field[1] !== 'object',
  )
  return {
    ...{ scenario, subject, date, runs, verified, notes },
    setup: Object.fromEntries(setup),
    figures: Object.fromEntries(figures),
  }
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
