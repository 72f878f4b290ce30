import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WATCH_BURST, WATCH_PEOPLE_BURST, WATCHED_MAX } from '../../../protocol/limits.ts'
import type { Report } from '../../../worker/inbox/believed.ts'
import { Limiter } from '../../../worker/inbox/limiter.ts'
import { CHECK_EVERY_MS, Telling, type TellingParts } from '../../../worker/inbox/telling.ts'
import type { Watchers } from '../../../worker/inbox/watchers.ts'
import { Unavailable } from '../../../worker/unavailable.ts'

const [GRACE, LINUS] = [crypto.randomUUID(), crypto.randomUUID()]

let version: number
let now: number
let list: Set<string>
let told: [string, number][]
let parts: TellingParts
let parted: string[]

beforeEach(() => {
  version = 1
  now = 0
  list = new Set([GRACE, LINUS])
  told = []
  parted = []
  const watchers: Partial<Watchers> = {
    all: () => [...list],
    owed: () => [],
    answered: () => {},
    toldInVain: () => {},
    unanswered: id => told.push([id, -1]),
    remove: id => list.delete(id),
  }
  parts = {
    watchers: watchers as Watchers,
    report: (): Report => ({ presence: 'here', lastSeenAt: null, version }),
    visible: async ids => [...ids],
    tell: async (id, report) => {
      told.push([id, report.version])
      return true
    },
    part: async id => {
      parted.push(id)
    },
    clock: () => now,
    warn: () => {},
  }
})

describe('telling', () => {
  it('lets one round wait at most, which tells the last of all that has happened', async () => {
    const slow = Promise.withResolvers<boolean>()
    let isFirst = true
    const telling = new Telling({
      ...parts,
      tell: async (id, report) => {
        told.push([id, report.version])
        return isFirst ? await slow.promise : true
      },
    })
    const rounds = [telling.everybody()]
    await vi.waitFor(() => expect(told).toHaveLength(2))
    for (version = 2; version < 20; version++) rounds.push(telling.everybody())
    isFirst = false
    slow.resolve(true)
    await Promise.all(rounds)
    expect(told.map(([, told]) => told)).toEqual([1, 1, 20, 20])
  })

  it('does not wait for ever for an inbox that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const telling = new Telling({ ...parts, tell: () => new Promise(() => {}) })
    const round = telling.everybody()
    for (let times = 0; times < 50; times++) await Promise.resolve()
    vi.advanceTimersByTime(10_000)
    vi.useRealTimers()
    await round
    expect(told).toEqual([
      [GRACE, -1],
      [LINUS, -1],
    ])
  })

  it('tells nothing to who may not know any more, and asks that now and then', async () => {
    const visible = vi.fn(async () => [GRACE])
    const telling = new Telling({ ...parts, visible })
    await telling.everybody()
    expect(told).toEqual([[GRACE, 1]])
    expect(parted).toEqual([LINUS])
    now = CHECK_EVERY_MS - 1
    await telling.everybody()
    expect(visible).toHaveBeenCalledTimes(1)
    now = CHECK_EVERY_MS
    await telling.everybody()
    expect(visible).toHaveBeenCalledTimes(2)
  })

  it('goes on while Postgres is away, and after anything else', async () => {
    let error: Error = new Unavailable('postgres', 'away')
    const visible = async () => {
      throw error
    }
    const telling = new Telling({ ...parts, visible })
    await telling.everybody()
    expect(told).toHaveLength(2)
    error = new Error('what nobody thought of')
    await telling.everybody()
    error = new Unavailable('postgres', 'away')
    await telling.everybody()
    expect(told).toHaveLength(4)
  })
})

describe('asking', () => {
  it('is limited by how many people it is about', () => {
    const limiter = new Limiter()
    for (let n = 0; n < WATCH_PEOPLE_BURST / WATCHED_MAX; n++)
      expect(limiter.watch(WATCHED_MAX, 0)).toBe(0)
    expect(limiter.watch(1, 0)).toBeGreaterThan(0)
    expect(limiter.watch(0, 0)).toBe(0)
  })

  it('and by how often', () => {
    const limiter = new Limiter()
    for (let n = 0; n < WATCH_BURST; n++) expect(limiter.watch(0, 0)).toBe(0)
    expect(limiter.watch(0, 0)).toBeGreaterThan(0)
  })
})
