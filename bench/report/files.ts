import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fanOutChart } from './fan-out-chart.ts'
import type { Goal } from './goal.ts'
import { line } from './json.ts'
import { latencyChart } from './latency-chart.ts'
import type { Machine } from './machine.ts'
import { ratiosOf } from './ratios.ts'
import type { Result } from './result.ts'
import { page } from './table.ts'

/** Where the results that are published are. */
export const RESULTS = fileURLToPath(new URL('../results', import.meta.url))

export interface Report {
  /** Of the file with the figures. */
  name: string
  machine: Machine
  results: readonly Result[]
  goals: readonly Goal[]
}

/** Writes all there is to publish. A chart that nothing was measured for is removed, not left to tell of another run. */
export function writeReport(report: Report, folder = RESULTS): void {
  const { name, machine, results, goals } = report
  mkdirSync(folder, { recursive: true })
  const files = {
    [`${name}.json`]: figures(machine, results),
    'results.md': page(machine, results, goals),
    'fan-out.svg': fanOutChart(results),
    'latency.svg': latencyChart(results),
  }
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file)
    if (text === undefined) rmSync(path, { force: true })
    else writeFileSync(path, text)
  }
}

/** A result a line, so that two runs can be compared with diff. */
function figures(machine: Machine, results: readonly Result[]): string {
  const lines = results.map(result => JSON.stringify(line(result, ratiosOf(result, results))))
  return `{"machine":${JSON.stringify(machine)},\n"results":[\n${lines.join(',\n')}\n]}\n`
}
