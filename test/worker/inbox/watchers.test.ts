import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../worker/inbox/migrations.ts'
import {
  TELL_TRIES,
  WATCHER_KEPT_MS,
  WATCHERS_MAX,
  Watchers,
} from '../../../worker/inbox/watchers.ts'
import { inboxStub } from '../support/inboxes.ts'

/** A list of watchers, and the rows that its questions have read and written. */
async function listed(work: (watchers: Watchers, cost: Cost) => void): Promise<void> {
  await runInDurableObject(inboxStub(crypto.randomUUID()), (_, { storage }) => {
    const { sql } = storage
    migrate(storage)
    const cost = { read: 0, written: 0 }
    const counted = {
      exec: (query: string, ...bindings: unknown[]) => {
        const cursor = sql.exec(query, ...bindings)
        const rows = cursor.toArray()
        cost.read += cursor.rowsRead
        cost.written += cursor.rowsWritten
        return { toArray: () => rows }
      },
    }
    work(new Watchers(counted as unknown as SqlStorage), cost)
  })
}
interface Cost {
  read: number
  written: number
}
const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID())

describe('who watches', () => {
  it('is found again among many without reading or writing the others', () =>
    listed((watchers, cost) => {
      const all = ids(500)
      for (const id of all) watchers.add(id, 0)
      Object.assign(cost, { read: 0, written: 0 })
      for (const id of all.slice(0, 10)) watchers.add(id, 1)
      expect(watchers.owed()).toEqual([])
      expect(watchers.isEmpty).toBe(false)
      expect(cost.written).toBe(0)
      expect(cost.read).toBeLessThan(60)
    }))

  it('stays another day when it asks again after one, and is owed nothing then', () =>
    listed(watchers => {
      const [id = ''] = ids(1)
      watchers.add(id, 0)
      watchers.unanswered(id)
      expect(watchers.add(id, WATCHER_KEPT_MS)).toBe(true)
      expect(watchers.owed()).toEqual([])
      watchers.toldInVain(id, WATCHER_KEPT_MS + 1)
      expect(watchers.all()).toEqual([id])
    }))

  it('is as many as may be', () =>
    listed(watchers => {
      const answers = ids(WATCHERS_MAX + 2).map(id => watchers.add(id, 0))
      expect(answers.slice(-3)).toEqual([true, false, false])
      expect(watchers.all()).toHaveLength(WATCHERS_MAX)
    }))

  it('stays for a day though told in vain, and goes then', () =>
    listed(watchers => {
      const [id = ''] = ids(1)
      watchers.add(id, 1)
      watchers.toldInVain(id, WATCHER_KEPT_MS)
      expect(watchers.all()).toEqual([id])
      watchers.toldInVain(id, WATCHER_KEPT_MS + 1)
      expect(watchers.isEmpty).toBe(true)
    }))

  it('is owed what it did not hear, until it has, or never answers', () =>
    listed(watchers => {
      const [one = '', other = ''] = ids(2)
      for (const id of [one, other]) watchers.add(id, 0)
      for (const id of [one, other]) watchers.unanswered(id)
      watchers.answered(one)
      expect(watchers.owed()).toEqual([other])
      for (let tries = 1; tries < TELL_TRIES; tries++) watchers.unanswered(other)
      expect(watchers.all()).toEqual([one])
    }))
})
