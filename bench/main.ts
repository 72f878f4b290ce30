import { fail } from '../dev/remedy.ts'
import { freePort } from '../dev/stack/ports.ts'
import { Bench } from './bench.ts'
import { GOALS } from './goals.ts'
import { machine } from './machine.ts'
import { type Options, options } from './options.ts'
import type { Pace } from './pace.ts'
import { Profiler } from './profiler.ts'
import { writeReport } from './report/files.ts'
import type { Goal } from './report/goal.ts'
import { line } from './report/json.ts'
import { keptResults, merged } from './report/kept.ts'
import { ratiosOf } from './report/ratios.ts'
import type { Result } from './report/result.ts'
import { page } from './report/table.ts'
import { SCENARIOS } from './scenarios/index.ts'

/** Of the file with the figures. */
const NAME = 'results'
const ORDER = SCENARIOS.map(({ name }) => name)

// npm run bench: every scenario that was asked for, one after the other, in one run.

try {
  await run(options(process.argv.slice(2)))
} catch (error) {
  fail(error)
}

async function run({ scenarios, pace, isJson, folder, profiles }: Options): Promise<void> {
  // Asked first: what is missing is said before anybody has waited.
  const about = machine()
  const profiler = profiles === undefined ? undefined : new Profiler(await freePort(), profiles)
  const bench = new Bench(pace, profiler)
  const end = (code: number) => void bench.close().finally(() => process.exit(code))
  process.once('SIGINT', () => end(130))
  process.once('SIGTERM', () => end(143))
  // A brief run's figures stand beside nobody's.
  const kept = folder === undefined || pace.isBrief ? [] : keptResults(folder, NAME, about)
  const measured: Result[] = []
  const report = () => {
    const results = merged(kept, measured, ORDER)
    return { name: NAME, machine: about, results, goals: goalsOf(results, pace) }
  }
  try {
    for (const scenario of scenarios) {
      bench.say(`\n${scenario.name}: ${scenario.about}`)
      const found = await scenario.run(bench)
      measured.push(...found)
      if (isJson) for (const one of found) print(JSON.stringify(line(one, ratiosOf(one, found))))
      // After each: an hour's work is not lost with its last minute.
      if (folder !== undefined) writeReport(report(), folder)
    }
    if (!isJson) print(page(about, measured, goalsOf(measured, pace)))
  } finally {
    await bench.close()
  }
}

/** A brief run shows that everything works, and nothing about how fast. */
function goalsOf(results: readonly Result[], { isBrief }: Pace): Goal[] {
  const names = new Set(results.map(({ scenario }) => scenario))
  return isBrief ? [] : GOALS.filter(({ scenario }) => names.has(scenario))
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
