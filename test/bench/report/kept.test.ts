import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeReport } from '../../../bench/report/files.ts'
import { keptResults, merged } from '../../../bench/report/kept.ts'
import { page } from '../../../bench/report/table.ts'
import { found, MACHINE, RESULTS } from './sample.ts'

const NAME = 'a-run'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(results = RESULTS): void {
  writeReport({ name: NAME, machine: MACHINE, goals: [], results }, folder)
}

it('finds what an earlier run has left, as it was', () => {
  expect(keptResults(folder, NAME, MACHINE)).toEqual([])
  write()
  const kept = keptResults(folder, NAME, { ...MACHINE, date: 'later' })
  expect(page(MACHINE, kept, [])).toBe(page(MACHINE, RESULTS, []))
})

it('finds nothing that another machine has left', () => {
  write()
  expect(keptResults(folder, NAME, { ...MACHINE, cores: MACHINE.cores + 1 })).toEqual([])
  const versions = { ...MACHINE.versions, workerd: 'another' }
  expect(keptResults(folder, NAME, { ...MACHINE, versions })).toEqual([])
})

it('puts new results in the place of the old ones of their scenario, in order', () => {
  const old = [
    found('b', 'ws', { x: 1 }),
    found('a', 'ws', { x: 1 }),
    found('a', 'alcove', { x: 1 }),
  ]
  const fresh = [found('c', 'ws', { x: 2 }), found('a', 'alcove', { x: 2 })]
  const names = merged(old, fresh, ['a', 'b', 'c']).map(
    ({ scenario, subject, figures }) => `${scenario} ${subject} ${figures.x?.median}`,
  )
  expect(names).toEqual(['a alcove 2', 'b ws 1', 'c ws 2'])
})
