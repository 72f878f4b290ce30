import type { Spread } from './result.ts'

/** The middle of what several runs measured: of an even number of them, halfway between the two. */
export function spread(values: readonly number[]): Spread {
  if (!values.every(Number.isFinite)) throw new Error(`not all of these are numbers: ${values}`)
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const [min, low, high, max] = [0, Math.floor(middle), Math.ceil(middle), sorted.length - 1].map(
    index => sorted[index],
  )
  if (min === undefined || low === undefined || high === undefined || max === undefined)
    throw new Error('nothing was measured')
  return { median: (low + high) / 2, min, max }
}
