import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseEnv } from '../../../worker/env.ts'
import { assemble } from '../../../worker/parts.ts'
import { PAGE_MS } from '../../../worker/previews/page.ts'
import { Shelf } from '../../../worker/previews/shelf.ts'
import { bindings } from '../support/people.ts'

const HOUR_MS = 3_600_000
const { patientRedis: redis } = assemble(parseEnv(bindings))
const shelf = new Shelf(redis)
const SKETCH = { title: 'Tides', description: '', siteName: '', image: null }

function address(): URL {
  return new URL(`https://harbour.example.org/${crypto.randomUUID()}`)
}

/** Where Redis has it: nothing there tells the address. */
function keyOf({ href }: URL): string {
  return `preview:1:${createHash('sha256').update(href).digest('base64url')}`
}

describe('what was seen behind an address', () => {
  test.each([
    ['found', SKETCH, 24 * HOUR_MS],
    ['missing', null, HOUR_MS],
  ] as const)('is kept for its time when it was %s, under no name that tells it', async (_, sketch, ms) => {
    const url = address()
    expect(await shelf.read(url)).toBeUndefined()
    await shelf.keep(url, sketch)
    expect(await shelf.read(url)).toEqual({ sketch })
    const time = await redis.pttl(keyOf(url))
    expect(time).toBeGreaterThan(ms - 60_000)
    expect(time).toBeLessThanOrEqual(ms)
  })

  test('is for one to find out, until they are given up for lost', async () => {
    const url = address()
    expect(await shelf.claim(url)).toBe(true)
    expect(await shelf.claim(url)).toBe(false)
    expect(await shelf.claim(address())).toBe(true)
    const time = await redis.pttl(`${keyOf(url)}:claim`)
    expect(time).toBeGreaterThan(PAGE_MS)
    expect(time).toBeLessThanOrEqual(8_000)
  })

  test('is nothing when it makes no sense any more', async () => {
    const url = address()
    await shelf.keep(url, SKETCH)
    for (const nonsense of ['x', { sketch: { title: 1 } }, { sketch: 'none' }]) {
      await redis.set(keyOf(url), nonsense)
      expect(await shelf.read(url)).toBeUndefined()
    }
  })
})
