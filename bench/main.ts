import { freePort } from '../dev/stack/ports.ts'
import { Bench } from './bench.ts'
import { GOALS } from './goals.ts'
import { machine } from './machine.ts'
import { options } from './options.ts'
import { Profiler } from './profiler.ts'
import { writeReport } from './report/files.ts'
import { line } from './report/json.ts'
import { ratiosOf } from './report/ratios.ts'
import type { Result } from './report/result.ts'
import { page } from './report/table.ts'

// npm run bench: every scenario that was asked for, one after the other, in one run.

const { scenarios, pace, isJson, folder, profiles } = options(process.argv.slice(2))
const profiler = profiles === undefined ? undefined : new Profiler(await freePort(), profiles)
const bench = new Bench(pace, profiler)
const results: Result[] = []

process.once('SIGINT', () => end(130))
process.once('SIGTERM', () => end(143))
try {
  for (const scenario of scenarios) {
    bench.say(`\n${scenario.name}: ${scenario.about}`)
    const found = await scenario.run(bench)
    results.push(...found)
    if (isJson) for (const one of found) print(JSON.stringify(line(one, ratiosOf(one, found))))
  }
  const about = await machine()
  const names = new Set(scenarios.map(({ name }) => name))
  // A brief run shows that everything works, and nothing about how fast.
  const goals = pace.isBrief ? [] : GOALS.filter(({ scenario }) => names.has(scenario))
  if (!isJson) print(page(about, results, goals))
  if (folder !== undefined) writeReport({ name: 'results', machine: about, results, goals }, folder)
} finally {
  await bench.close()
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function end(code: number): void {
  void bench.close().finally(() => process.exit(code))
}
