import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WATCH_BURST, WATCH_PEOPLE_BURST, WATCHED_MAX } from '../../../protocol/limits.ts'
import type { Report } from '../../../worker/inbox/believed.ts'
import { Limiter } from '../../../worker/inbox/limiter.ts'
import { Telling, type TellingParts } from '../../../worker/inbox/telling.ts'
import type { Watchers } from '../../../worker/inbox/watchers.ts'
import { Unavailable } from '../../../worker/unavailable.ts'

const [GRACE, LINUS] = [crypto.randomUUID(), crypto.randomUUID()]

let version: number
let isCheckDue: boolean
let list: Set<string>
let told: [string, number][]
let parts: TellingParts
let parted: string[]

beforeEach(() => {
  version = 1
  isCheckDue = true
  list = new Set([GRACE, LINUS])
  told = []
  parted = []
  const watchers: Partial<Watchers> = {
    all: () => [...list],
    owed: () => [],
    answered: () => {},
    toldInVain: () => {},
    unanswered: id => told.push([id, -1]),
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
    isCheckDue: () => isCheckDue,
    drop: id => list.delete(id),
    clock: () => 0,
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

  it('tells nothing to who may not know any more, and asks that when it is due', async () => {
    const visible = vi.fn(async () => [GRACE])
    const telling = new Telling({ ...parts, visible })
    isCheckDue = false
    await telling.everybody()
    expect(visible).not.toHaveBeenCalled()
    isCheckDue = true
    told = []
    await telling.everybody()
    expect(told).toEqual([[GRACE, 1]])
    expect(parted).toEqual([LINUS])
    expect([...list]).toEqual([GRACE])
  })

  it('tells it to none of them, though one does not answer', async () => {
    const others = Array.from({ length: 60 }, () => crypto.randomUUID())
    list = new Set([...others, GRACE])
    const telling = new Telling({
      ...parts,
      visible: async () => [GRACE],
      part: async id => {
        if (id === others[3]) throw new Unavailable('inbox', 'away')
        parted.push(id)
      },
    })
    await telling.everybody()
    expect(told).toEqual([[GRACE, 1]])
    expect(parted).toHaveLength(59)
  })

  it.each([
    ['Postgres is away', new Unavailable('postgres', 'away')],
    ['anything else fails', new Error('what nobody thought of')],
  ])('tells all the same when %s', async (_, error) => {
    const visible = async () => {
      throw error
    }
    await new Telling({ ...parts, visible }).everybody()
    expect(told).toHaveLength(2)
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
