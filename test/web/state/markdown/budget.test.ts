import { describe, expect, test } from 'vitest'
import { plainText } from '../../../../web/state/markdown/plain-text.ts'
import { readMarkdown } from '../../../../web/state/markdown/reader.ts'
import { everyInline } from './depth.ts'
import { hostile } from './hostile.ts'

const CHARS = 4_000
const BUDGET_MS = 100
/** Twice as much may take four times as long, and a clock that others use, too, may add to it. */
const GROWTH_MAX = 8
/** Below this the clock and the compiler say more than the reader. */
const NOISE_MS = 4

/** The quickest of a few: what else a machine does can only make it slower. */
function msOf(deed: () => unknown, times = 3): number {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < times; n++) {
    const start = performance.now()
    deed()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

describe('a message made to take long', () => {
  const larger = hostile(2 * CHARS)

  test.each([...hostile(CHARS)])('%j is read in time', (_, body) => {
    expect(body.length).toBeGreaterThan(CHARS * 0.9)
    expect(msOf(() => readMarkdown(body))).toBeLessThan(BUDGET_MS)
    expect(msOf(() => plainText(body, 200))).toBeLessThan(2 * BUDGET_MS)
  })

  test.each([...hostile(CHARS)])('%j takes no more than its square', (name, body) => {
    const twice = larger.get(name) ?? ''
    const once = Math.max(
      NOISE_MS,
      msOf(() => readMarkdown(body)),
    )
    expect(msOf(() => readMarkdown(twice))).toBeLessThan(GROWTH_MAX * once)
  })

  test.each([...hostile(CHARS)])('%j does not become more than it was', (_, body) => {
    const blocks = readMarkdown(body)
    const cells = blocks.flatMap(one =>
      one.kind === 'table' ? [one.head, ...one.rows].flat() : [],
    )
    expect(everyInline(blocks).length + cells.length).toBeLessThanOrEqual(body.length)
  })
})
