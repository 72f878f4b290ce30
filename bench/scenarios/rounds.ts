import type { Bench } from '../bench.ts'
import type { Result } from '../report/result.ts'
import { spread } from '../report/spread.ts'
import type { SubjectName } from '../subjects/subject.ts'

/** The figures of one run, by name. */
export type Figures = Record<string, number>

/** What a subject does in each run. */
export interface Contestant {
  subject: SubjectName
  setup: Result['setup']
  /** @returns what was measured, and how much of it was found right */
  run(): Promise<{ figures: Figures; verified: number; notes?: string[] }>
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
  const outcomes = contestants.map(() => [] as Awaited<ReturnType<Contestant['run']>>[])
  for (let round = 1; round <= bench.pace.runs; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const outcome = await contestant.run()
      outcomes[index]?.push(outcome)
      bench.say(
        `${scenario} ${round}/${bench.pace.runs} ${contestant.subject} ${brief(outcome.figures)}`,
      )
    }
  }
  return contestants.map(({ subject, setup }, index) => {
    const runs = outcomes[index] ?? []
    return {
      scenario,
      subject,
      runs: runs.length,
      setup,
      figures: spreads(runs.map(run => run.figures)),
      verified: runs.reduce((sum, run) => sum + run.verified, 0),
      notes: [...new Set(runs.flatMap(run => run.notes ?? []))],
    }
  })
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
