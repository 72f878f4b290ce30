import { SUBJECTS } from '../subjects/subject.ts'
import { type Field, fieldOf } from './fields.ts'
import { type Goal, type Judgement, judge } from './goal.ts'
import type { Machine } from './machine.ts'
import { escapeLine, table } from './markdown.ts'
import { NAMES } from './names.ts'
import { readable, withUnit } from './number.ts'
import { ratiosOf } from './ratios.ts'
import type { Result, Spread } from './result.ts'
import { runsOf } from './runs.ts'

/** All of a measurement as one Markdown page. */
export function page(machine: Machine, results: readonly Result[], goals: readonly Goal[]): string {
  const parts = [
    '# Results',
    head(machine, results),
    tables(results),
    ...(goals.length > 0 ? ['## Goals', goalTable(judge(goals, results))] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

/** The tables alone, a scenario each: for the page, and for a terminal. */
export function tables(results: readonly Result[]): string {
  const scenarios = Map.groupBy(results, ({ scenario }) => scenario)
  return [...scenarios.values()].map(section).join('\n\n')
}

function head(machine: Machine, results: readonly Result[]): string {
  const { node, workerd, postgres, redis } = machine.versions
  const facts = [
    `Last run: ${machine.date}; the scenarios of one report may be of different hours, the subjects of one are not`,
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${readable(machine.memoryGB, 1)} GB of memory`,
    `Versions: Node ${node}, workerd ${workerd}, Postgres ${postgres}, Redis ${redis}`,
    `Runs: ${runsOf(results)}; figures are the median (least–most)`,
  ]
  return facts.map(item).join('\n')
}

/** One scenario: what was asked for, what each subject made of it, what has to be said. */
function section(results: readonly Result[]): string {
  const sorted = results.toSorted(
    (a, b) => SUBJECTS.indexOf(a.subject) - SUBJECTS.indexOf(b.subject),
  )
  const parts = [
    `## ${escapeLine(sorted[0]?.scenario ?? '')}`,
    `Measured on ${(sorted[0]?.date ?? '').slice(0, 16).replace('T', ' at ')} UTC.`,
    setups(sorted),
    scenarioTable(sorted),
    sorted.flatMap(remarks).join('\n'),
  ]
  return parts.filter(part => part !== '').join('\n\n')
}

/** What was asked for: of all alike, or of each where it differs. */
function setups(results: readonly Result[]): string {
  const texts = results.map(({ setup }) => Object.entries(setup).map(asked).join(', '))
  if (new Set(texts).size <= 1) return escapeLine(texts[0] ?? '')
  return results.map(({ subject }, index) => item(`${NAMES[subject]}: ${texts[index]}`)).join('\n')
}

function asked([name, value]: [string, number | string]): string {
  const text = typeof value === 'string' ? value : readable(value, Number.isInteger(value) ? 0 : 2)
  return `${spaced(name)} ${text}`
}

/** messagesPerSecond → messages per second */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z\d])[A-Z]/g, capital => ` ${capital.toLowerCase()}`)
}

function scenarioTable(results: readonly Result[]): string {
  const ratios = results.map(result => ratiosOf(result, results))
  const figureNames = namesIn(results.map(({ figures }) => figures))
  const ratioNames = namesIn(ratios)
  const columns = [
    { heading: '', isNumber: false },
    ...[...figureNames, ...ratioNames].map(name => ({ heading: headingOf(name), isNumber: true })),
    { heading: 'verified', isNumber: true },
  ]
  const rows = results.map(({ subject, figures, verified }, index) => {
    const own = new Map(Object.entries(ratios[index] ?? {}))
    return [
      NAMES[subject],
      ...figureNames.map(name => spreadCell(figures[name], fieldOf(name))),
      ...ratioNames.map(name => numberCell(own.get(name), fieldOf(name))),
      readable(verified, 0),
    ]
  })
  return table(columns, rows)
}

function namesIn(records: readonly object[]): string[] {
  return [...new Set(records.flatMap(Object.keys))]
}

function headingOf(name: string): string {
  const { heading, unit } = fieldOf(name)
  return unit === '' || unit === '×' ? heading : `${heading}, ${unit}`
}

/** `median (least–most)`; the median alone where all runs read the same. */
function spreadCell(spread: Spread | undefined, { decimals }: Field): string {
  if (spread === undefined) return '–'
  const [median, min, max] = [spread.median, spread.min, spread.max].map(value =>
    readable(value, decimals),
  )
  return min === max ? `${median}` : `${median} (${min}–${max})`
}

function numberCell(value: number | undefined, { unit, decimals }: Field): string {
  return value === undefined ? '–' : withUnit(readable(value, decimals), unit)
}

function remarks({ subject, notes }: Result): string[] {
  return notes.map(note => item(`${NAMES[subject]}: ${note}`))
}

function goalTable(judgements: readonly Judgement[]): string {
  const columns = [
    { heading: 'goal', isNumber: false },
    { heading: 'wanted', isNumber: true },
    { heading: 'measured', isNumber: true },
    { heading: '', isNumber: false },
  ]
  const rows = judgements.map(({ goal, verdict, measured }) => {
    const field = fieldOf('ratio' in goal ? goal.ratio : goal.figure)
    // A digit more than elsewhere, so that what is just missed does not read as reached.
    const exact = { ...field, unit: goal.unit, decimals: field.decimals + 1 }
    return [goal.text, wanted(goal), numberCell(measured, exact), verdict]
  })
  return table(columns, rows)
}

function wanted(goal: Goal): string {
  return 'atMost' in goal
    ? `≤ ${withUnit(String(goal.atMost), goal.unit)}`
    : `≥ ${withUnit(String(goal.atLeast), goal.unit)}`
}

function item(text: string): string {
  return `- ${escapeLine(text)}`
}
