import type { Bench } from '../bench.ts'
import type { ArrivalReport } from '../generator/arrivals.ts'
import type { Result } from '../report/result.ts'
import { spread } from '../report/spread.ts'
import type { SubjectName } from '../subjects/subject.ts'

/** The figures of one run, by name. */
export type Figures = Record<string, number>

/** What one run found. */
export interface Outcome {
  figures: Figures
  /** How much of it was found right. */
  verified: number
  notes?: string[]
}

/** What a subject does in each run. */
export interface Contestant {
  subject: SubjectName
  setup: Result['setup']
  run(): Promise<Outcome>
}

/**
 * Lets everybody run as often as the pace says. They take turns, so that whatever else the machine is
 * busy with meets all of them alike.
 */
export async function rounds(
  bench: Bench,
  scenario: string,
  contestants: readonly Contestant[],
): Promise<Result[]> {
  const date = new Date().toISOString()
  const outcomes = contestants.map(() => [] as Outcome[])
  for (let round = 1; round <= bench.pace.runs; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const outcome = await contestant.run()
      outcomes[index]?.push(outcome)
      bench.say(
        `${scenario} ${round}/${bench.pace.runs} ${contestant.subject} ${brief(outcome.figures)}`,
      )
    }
  }
  await profile(bench, scenario, contestants)
  return contestants.map(({ subject, setup }, index) => {
    const runs = outcomes[index] ?? []
    return {
      scenario,
      subject,
      date,
      runs: runs.length,
      setup,
      figures: spreads(runs.map(run => run.figures)),
      verified: runs.reduce((sum, run) => sum + run.verified, 0),
      notes: [...new Set(runs.flatMap(run => run.notes ?? []))],
    }
  })
}

/** One more run of Alcove that is not counted: looking at it makes it slower. */
async function profile(bench: Bench, scenario: string, contestants: readonly Contestant[]) {
  const alcove = contestants.find(({ subject }) => subject === 'alcove')
  if (bench.profiler === undefined || alcove === undefined) return
  const lines = await bench.profiler.record(scenario, () => alcove.run())
  bench.say([`${scenario}: where Alcove's time goes`, ...lines].join('\n'))
}

function spreads(runs: readonly Figures[]): Result['figures'] {
  const names = Object.keys(runs[0] ?? {})
  return Object.fromEntries(
    names.map(name => [name, spread(runs.map(figures => figures[name] ?? Number.NaN))]),
  )
}

function brief(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name}=${value >= 100 ? Math.round(value) : value.toFixed(2)}`)
    .join(' ')
}

/** The figures of arrivals, under names of their own: `join` → `joinP50Ms`. */
export function arrivalFigures(name: string, report: ArrivalReport): Outcome {
  const { arrived, lost, verified } = report
  return {
    figures: {
      [`${name}P50Ms`]: report.p50Ms,
      [`${name}P95Ms`]: report.p95Ms,
      [`${name}P99Ms`]: report.p99Ms,
      [`${name}MaxMs`]: report.maxMs,
      bytesPerArrival: report.bytesPerArrival,
    },
    verified,
    notes: [
      ...(lost > 0 ? [`${lost} never arrived in a run.`] : []),
      ...(verified < arrived ? [`${arrived - verified} were not told all of it in a run.`] : []),
    ],
  }
}
