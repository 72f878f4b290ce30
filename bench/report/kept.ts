import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Line, resultOf } from './json.ts'
import type { Machine } from './machine.ts'
import type { Result } from './result.ts'

/**
 * What a folder holds of earlier runs on a machine like this one. Ratios are of one scenario each, all
 * of whose subjects took turns, so scenarios of different hours may stand in one report.
 * @param name of the file with the figures
 */
export function keptResults(folder: string, name: string, machine: Machine): Result[] {
  const path = join(folder, `${name}.json`)
  if (!existsSync(path)) return []
  const kept: { machine: Machine; results: Line[] } = JSON.parse(readFileSync(path, 'utf8'))
  return isAlike(kept.machine, machine) ? kept.results.map(resultOf) : []
}

/** The new results in the place of the old ones of the same scenario, all in the order of `names`. */
export function merged(
  kept: readonly Result[],
  found: readonly Result[],
  names: readonly string[],
): Result[] {
  const anew = new Set(found.map(({ scenario }) => scenario))
  return [...kept.filter(({ scenario }) => !anew.has(scenario)), ...found].toSorted(
    (a, b) => names.indexOf(a.scenario) - names.indexOf(b.scenario),
  )
}

function isAlike(one: Machine, other: Machine): boolean {
  const [a, b] = [one, other].map(machine => JSON.stringify({ ...machine, date: '' }))
  return a === b
}
