import type { Result } from './result.ts'

/** How many runs the results are of: `3`, or `1–3` where they differ. */
export function runsOf(results: readonly Result[]): string {
  const counts = [...new Set(results.map(({ runs }) => runs))].sort((a, b) => a - b)
  return counts.length === 0 ? 'no' : [...new Set([counts[0], counts.at(-1)])].join('–')
}
