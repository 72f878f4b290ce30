import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Live as LiveFrame } from '../../../protocol/frames.ts'
import { PRESENCE_COALESCE_MS, PRESENCE_SPACING_MS } from '../../../protocol/limits.ts'
import { Live, type News, type Source } from '../../../worker/room/live.ts'

const ADA = '00000000-0000-7000-8000-000000000001'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Two sources that have what the test gives them, once. */
function gathering() {
  const told: { at: number; frame: LiveFrame }[] = []
  const began = Date.now()
  const waiting: (News | undefined)[] = [undefined, undefined]
  const source = (n: number): Source => ({
    news: () => {
      const news = waiting[n]
      waiting[n] = undefined
      return news
    },
  })
  const sources = [source(0), source(1)]
  const live = new Live({
    sources: () => sources,
    announce: frame => told.push({ at: Date.now() - began, frame }),
    clock: Date.now,
  })
  const give = (n: number, news: News) => {
    waiting[n] = news
    live.soon()
  }
  return { live, told, give }
}

describe('what is true now', () => {
  it('is told in one frame, whoever has it to tell', () => {
    const { told, give } = gathering()
    give(0, { typing: [{ id: ADA }] })
    give(1, { receipts: [{ id: ADA, read: 1, delivered: 2 }] })
    vi.advanceTimersByTime(PRESENCE_COALESCE_MS)
    expect(told.map(({ frame }) => frame)).toEqual([
      { type: 'live', typing: [{ id: ADA }], receipts: [{ id: ADA, read: 1, delivered: 2 }] },
    ])
  })

  it('is one frame a second at most, soon after a quiet time', () => {
    const { live, told, give } = gathering()
    for (let n = 0; n < 200; n++) {
      give(n % 2, { typing: [] })
      if (n % 20 === 0) live.now(Date.now())
      vi.advanceTimersByTime(20)
    }
    const times = told.map(({ at }) => at)
    expect(times[0]).toBe(0)
    for (const [n, at] of times.entries())
      expect(at - (times[n - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(
        PRESENCE_SPACING_MS,
      )
    expect(times.length).toBeGreaterThanOrEqual(4)
  })

  it('leaves no timer behind when there is nothing to tell', () => {
    const { live, told, give } = gathering()
    give(0, { typing: [] })
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(PRESENCE_COALESCE_MS)
    expect(vi.getTimerCount()).toBe(0)
    live.soon()
    vi.advanceTimersByTime(PRESENCE_SPACING_MS)
    expect(vi.getTimerCount()).toBe(0)
    expect(told).toHaveLength(1)
  })

  it('is no frame when something was only written', () => {
    const { told, give } = gathering()
    give(1, {})
    vi.advanceTimersByTime(PRESENCE_COALESCE_MS)
    expect(told).toEqual([])
  })

  it('is told late by no clock that stepped back', () => {
    const { told, give } = gathering()
    give(0, { typing: [] })
    vi.advanceTimersByTime(PRESENCE_COALESCE_MS)
    vi.setSystemTime(0)
    give(0, { typing: [] })
    vi.advanceTimersByTime(PRESENCE_SPACING_MS)
    expect(told).toHaveLength(2)
  })
})
