import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { REACTION_NAMES } from '../../../../protocol/limits.ts'
import { Reactions } from '../../../../worker/room/messages/reactions.ts'
import { migrate, STEPS } from '../../../../worker/room/migrations.ts'
import { roomStub } from '../../support/rooms.ts'

/** People who have put one emoji to one message. */
const CROWD = 20_000
const SEQ = 3
const WAVE = '👋'
/** Ids that sort otherwise than they came. */
const id = (n: number) => `${(n * 7) % 10}-person-${n}`

/** Reactions over the storage of an object of its own, with what they have read of it. */
function withReactions(
  act: (parts: {
    reactions: Reactions
    put: (n: number, on?: boolean, emoji?: string) => void
    read: (question: () => unknown) => number
    storage: DurableObjectStorage
  }) => void,
  steps: readonly string[] = STEPS,
): Promise<void> {
  return runInDurableObject(roomStub(crypto.randomUUID()), (_, { storage }) => {
    migrate(storage, steps)
    let cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
    const sql = {
      exec: (query: string, ...bindings: SqlStorageValue[]) => {
        const cursor = storage.sql.exec(query, ...bindings)
        cursors.push(cursor)
        return cursor
      },
    } as SqlStorage
    const reactions = new Reactions(sql)
    const put = (n: number, on = true, emoji = WAVE) => {
      const place = { seq: 100 + n, id: crypto.randomUUID(), at: 1_000 + n, by: id(n) }
      const said = { type: 'message.reacted', cid: 'c', target: SEQ, emoji, on } as const
      reactions.reacted({ ...place, ...said })
    }
    const read = (question: () => unknown) => {
      cursors = []
      question()
      return cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0)
    }
    act({ reactions, put, read, storage })
  })
}

describe('the reactions of a message', () => {
  it('are read by what is shown of them, however many there are', async () => {
    await withReactions(({ reactions, put, read, storage }) => {
      storage.transactionSync(() => {
        for (let n = 0; n < CROWD; n++) put(n)
      })
      put(1, true, '🎈')
      const figures = {
        of: read(() => reactions.of([SEQ], id(1))),
        kinds: read(() => reactions.kinds(SEQ)),
        put: read(() => put(CROWD)),
        taken: read(() => put(0, false)),
      }
      for (const [what, rows] of Object.entries(figures))
        expect(rows, what).toBeLessThanOrEqual(3 * REACTION_NAMES)
      expect(reactions.of([SEQ], id(1)).get(SEQ)).toMatchObject([
        { emoji: WAVE, count: CROWD, mine: true },
        { emoji: '🎈', count: 1, by: [id(1)], mine: true },
      ])
    })
  })

  it('name the first who are there, and somebody else for each who is not any more', async () => {
    await withReactions(({ reactions, put }) => {
      const people = REACTION_NAMES + 5
      for (let n = 0; n < people; n++) put(n)
      const named = () => reactions.of([SEQ], id(2)).get(SEQ)?.[0]
      const first = Array.from({ length: REACTION_NAMES }, (_, n) => id(n))
      expect(named()).toEqual({ emoji: WAVE, count: people, by: first, mine: true })
      put(2, false)
      const { by = [], ...rest } = named() ?? {}
      expect(rest).toEqual({ emoji: WAVE, count: people - 1, mine: false })
      expect(by.slice(0, -1)).toEqual(first.filter(one => one !== id(2)))
      expect(first).not.toContain(by.at(-1))
      // One who is not named changes nothing but the count; said twice, it changes nothing.
      const other = Array.from({ length: people }, (_, n) => n).find(
        n => n > 2 && !by.includes(id(n)),
      )
      for (let times = 0; times < 2; times++) put(other ?? 0, false)
      expect(named()).toEqual({ ...rest, count: people - 2, by })
      for (let times = 0; times < 2; times++) put(2)
      expect(named()).toEqual({ emoji: WAVE, count: people - 1, by, mine: true })
      for (let n = 0; n < people; n++) put(n, false)
      expect(named()).toBeUndefined()
      expect(reactions.holds(SEQ, WAVE)).toBe(false)
      expect(reactions.kinds(SEQ)).toBe(0)
    })
  })

  it('are counted when a room learns to keep count', async () => {
    await withReactions(
      ({ reactions, storage }) => {
        for (let n = 0; n < REACTION_NAMES + 2; n++)
          storage.sql.exec('INSERT INTO reactions VALUES (?, ?, ?, ?)', SEQ, WAVE, id(n), 1_000 + n)
        storage.sql.exec('INSERT INTO reactions VALUES (?, ?, ?, ?)', SEQ, '🎈', id(5), 7)
        storage.sql.exec('INSERT INTO reactions VALUES (?, ?, ?, ?)', SEQ + 1, '🎈', id(6), 7)
        migrate(storage)
        const first = Array.from({ length: REACTION_NAMES }, (_, n) => id(n))
        expect(reactions.of([SEQ, SEQ + 1], id(5))).toEqual(
          new Map([
            [
              SEQ,
              [
                { emoji: '🎈', count: 1, by: [id(5)], mine: true },
                { emoji: WAVE, count: REACTION_NAMES + 2, by: first, mine: true },
              ],
            ],
            [SEQ + 1, [{ emoji: '🎈', count: 1, by: [id(6)], mine: false }]],
          ]),
        )
      },
      STEPS.slice(0, 9),
    )
  })

  it('are forgotten with messages that are too old', async () => {
    await withReactions(({ reactions, put }) => {
      put(1)
      reactions.expire(SEQ)
      expect(reactions.of([SEQ], id(1)).size).toBe(1)
      reactions.expire(SEQ + 1)
      expect(reactions.of([SEQ], id(1)).size).toBe(0)
    })
  })
})
