import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GOALS } from '../../../bench/goals.ts'
import { writeReport } from '../../../bench/report/files.ts'
import { MACHINE, RESULTS } from './sample.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-report-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const report = { name: 'a-run', machine: MACHINE, goals: GOALS }

it('writes figures, tables and charts', () => {
  writeReport({ ...report, results: RESULTS }, folder)
  expect(readdirSync(folder)).toEqual(['a-run.json', 'fan-out.svg', 'latency.svg', 'results.md'])
  const text = readFileSync(join(folder, 'a-run.json'), 'utf8')
  const { machine, results } = JSON.parse(text)
  expect(machine).toEqual(MACHINE)
  expect(results).toHaveLength(RESULTS.length)
  expect(results[3]).toMatchObject({ subject: 'alcove', deliveriesPerSecond: 3_200_000 })
  // A result a line.
  expect(text.match(/^\{"scenario"/gm)).toHaveLength(RESULTS.length)
})

it('leaves no chart of an earlier run beside figures of this one', () => {
  writeReport({ ...report, results: RESULTS }, folder)
  writeReport({ ...report, results: [] }, folder)
  expect(readdirSync(folder)).toEqual(['a-run.json', 'results.md'])
})
