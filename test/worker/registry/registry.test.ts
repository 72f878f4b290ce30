import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { Registry } from '../../../worker/registry/registry.ts'
import { bindings } from '../support/people.ts'

function newRegistry() {
  return bindings.REGISTRY.get(bindings.REGISTRY.idFromName(crypto.randomUUID()))
}

/** What the sweeper finds where everybody has left and Postgres has everything. */
const DRAINED = { progress: 'drained', live: false } as const

/** Asks the rules themselves, over the storage of a registry of the test's own. */
async function inRegistry(act: (registry: Registry) => void): Promise<void> {
  await runInDurableObject(newRegistry(), (_, { storage }) => act(new Registry(storage.sql)))
}

describe('rooms on their way to Postgres', () => {
  it('are listed from their first word, however often they say it', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true }, 1_000)
      registry.tell('workshop', { undrained: true }, 2_000)
      expect(registry.undrained(10)).toEqual([{ roomId: 'workshop', since: 1_000, told: 2 }])
    }))

  it('are listed the longest waiting first, as many as are asked for', () =>
    inRegistry(registry => {
      registry.tell('attic', { undrained: true }, 3_000)
      registry.tell('workshop', { undrained: true }, 1_000)
      registry.tell('study', { undrained: true }, 2_000)
      registry.tell('workshop', { undrained: true }, 4_000)
      const ids = (limit: number) => registry.undrained(limit).map(({ roomId }) => roomId)
      expect(ids(10)).toEqual(['workshop', 'study', 'attic'])
      expect(ids(2)).toEqual(['workshop', 'study'])
    }))

  it('are settled as of the word that was seen, and not of a newer one', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true }, 1_000)
      const seen = registry.undrained(10)
      registry.tell('workshop', { undrained: true }, 2_000)
      for (const room of seen) registry.settle({ ...room, ...DRAINED }, 9_000)
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'workshop', told: 2 }])
      for (const room of registry.undrained(10)) registry.settle({ ...room, ...DRAINED }, 9_000)
      expect(registry.undrained(10)).toEqual([])
    }))

  it('are not settled by a late sweep that saw an entry before this one', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true }, 1_000)
      const [seen] = registry.undrained(10)
      if (seen === undefined) throw new Error('nothing listed')
      registry.settle({ ...seen, ...DRAINED }, 9_000)
      registry.tell('workshop', { undrained: true }, 2_000)
      registry.settle({ ...seen, ...DRAINED }, 9_000)
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'workshop', since: 2_000 }])
    }))

  it('leave others where they are when they are settled', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true }, 1_000)
      registry.tell('study', { undrained: true }, 2_000)
      const [workshop] = registry.undrained(1)
      if (workshop === undefined) throw new Error('nothing listed')
      registry.settle({ ...workshop, ...DRAINED }, 9_000)
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'study' }])
    }))

  it('come to their turn however many others wait, busy or stuck', () =>
    inRegistry(registry => {
      for (const busy of ['a', 'b', 'c']) registry.tell(busy, { undrained: true }, 1_000)
      registry.tell('stranded', { undrained: true }, 2_000)
      const seen: string[] = []
      for (let minute = 1; minute <= 2; minute++)
        for (const room of registry.undrained(2)) {
          seen.push(room.roomId)
          registry.settle({ ...room, progress: 'waiting' }, minute * 60_000)
        }
      expect(seen).toEqual(['a', 'b', 'c', 'stranded'])
    }))

  it('have not stood still if Postgres follows, though it never has everything', () =>
    inRegistry(registry => {
      registry.tell('busy', { undrained: true }, 1_000)
      registry.tell('stuck', { undrained: true }, 2_000)
      for (const room of registry.undrained(10))
        registry.settle(
          { ...room, progress: room.roomId === 'busy' ? 'moving' : 'waiting', live: true },
          60_000,
        )
      expect(registry.figures()).toMatchObject({ undrainedRooms: 2, undrainedSince: 2_000 })
    }))

  it('wait anew from the next word after they were settled', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true, live: true }, 1_000)
      for (const room of registry.undrained(10))
        registry.settle({ ...room, ...DRAINED, live: true }, 9_000)
      registry.tell('workshop', { undrained: true }, 5_000)
      expect(registry.undrained(10)).toEqual([{ roomId: 'workshop', since: 5_000, told: 3 }])
    }))
})

describe('rooms with open sockets', () => {
  it('are listed until they say that they have none', () =>
    inRegistry(registry => {
      registry.tell('workshop', { live: true }, 1_000)
      registry.tell('study', { live: true }, 1_000)
      registry.tell('study', { live: false }, 2_000)
      expect(registry.live()).toEqual(['workshop'])
    }))

  it('stay listed when everything of theirs is in Postgres', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true, live: true }, 1_000)
      for (const room of registry.undrained(10))
        registry.settle({ ...room, ...DRAINED, live: true }, 9_000)
      expect(registry.live()).toEqual(['workshop'])
      expect(registry.undrained(10)).toEqual([])
    }))

  it('are forgotten once nothing goes on in them', async () => {
    await runInDurableObject(newRegistry(), (_, { storage }) => {
      const registry = new Registry(storage.sql)
      registry.tell('workshop', { undrained: true, live: true }, 1_000)
      registry.tell('workshop', { live: false }, 2_000)
      for (const room of registry.undrained(10)) registry.settle({ ...room, ...DRAINED }, 9_000)
      registry.tell('study', { live: true }, 3_000)
      registry.tell('study', { live: false }, 4_000)
      registry.tell('attic', { live: false }, 5_000)
      expect(storage.sql.exec('SELECT * FROM rooms').toArray()).toEqual([])
    })
  })

  it('are as the sweeper found them, whatever was believed', () =>
    inRegistry(registry => {
      registry.tell('left', { undrained: true, live: true }, 1_000)
      registry.tell('entered', { undrained: true }, 1_000)
      registry.tell('stuck', { undrained: true, live: true }, 1_000)
      for (const room of registry.undrained(10))
        if (room.roomId === 'stuck')
          registry.settle({ ...room, progress: 'waiting', live: false }, 9_000)
        else registry.settle({ ...room, ...DRAINED, live: room.roomId === 'entered' }, 9_000)
      expect(registry.live()).toEqual(['entered'])
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'stuck' }])
    }))

  it('stay what they were believed to be when the sweeper gets no answer', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true, live: true }, 1_000)
      registry.tell('study', { undrained: true }, 1_000)
      for (const room of registry.undrained(10))
        registry.settle({ ...room, progress: 'waiting' }, 9_000)
      expect(registry.live()).toEqual(['workshop'])
    }))

  it.each([
    true,
    false,
  ])('are settled as of the word that was seen, not of one that repeats it (live: %s)', live =>
    inRegistry(registry => {
      // What is believed is wrong, and has become true again when the sweeper comes back.
      registry.tell('workshop', { undrained: true, live }, 1_000)
      const seen = registry.undrained(10)
      registry.tell('workshop', { live }, 2_000)
      for (const room of seen) registry.settle({ ...room, progress: 'drained', live: !live }, 9_000)
      expect(registry.live()).toEqual(live ? ['workshop'] : [])
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'workshop' }])
    }))
})

describe('of a thousand rooms', () => {
  /** Rows that `act` reads and writes in a registry that lists a thousand live rooms. */
  async function rowsOf(act: (registry: Registry) => void) {
    const rows = { read: 0, written: 0 }
    await runInDurableObject(newRegistry(), (_, { storage }) => {
      const setUp = new Registry(storage.sql)
      for (let n = 0; n < 1_000; n++) setUp.tell(`room-${n}`, { live: true }, 1_000)
      const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
      const exec = (...asked: Parameters<SqlStorage['exec']>) => {
        const cursor = storage.sql.exec(...asked)
        cursors.push(cursor)
        return cursor
      }
      act(new Registry({ exec } as SqlStorage))
      for (const { rowsRead, rowsWritten } of cursors) {
        rows.read += rowsRead
        rows.written += rowsWritten
      }
    })
    return rows
  }

  it.each([
    true,
    false,
  ])('a sweep reads and writes those it visits, and once the list (still live: %s)', async live => {
    const told = (registry: Registry) => {
      for (let n = 0; n < 100; n++) registry.tell(`room-${n}`, { undrained: true }, 2_000)
    }
    const listing = await rowsOf(registry => {
      told(registry)
      registry.undrained(400)
    })
    const sweeping = await rowsOf(registry => {
      told(registry)
      for (const room of registry.undrained(400))
        registry.settle({ ...room, ...DRAINED, live }, 9_000)
    })
    expect(sweeping.written - listing.written).toBe(100)
    expect(sweeping.read - listing.read).toBe(100)
    expect(listing.read).toBeLessThan(1_500)
  })

  it('one that says what is known of it writes nothing', async () => {
    const { read, written } = await rowsOf(registry => {
      registry.tell('room-7', { live: true }, 2_000)
      registry.tell('nowhere', { live: false }, 2_000)
    })
    expect(written).toBe(0)
    expect(read).toBeLessThanOrEqual(2)
  })

  it('one that comes and goes writes a row each', async () => {
    const come = await rowsOf(registry => registry.tell('attic', { live: true }, 2_000))
    const go = await rowsOf(registry => registry.tell('room-7', { live: false }, 2_000))
    expect([come.written, go.written]).toEqual([1, 1])
  })

  it('one with a single message writes two rows: that it owes it, and that it does not', async () => {
    const { written } = await rowsOf(registry => {
      registry.tell('room-7', { undrained: true }, 2_000)
      for (const room of registry.undrained(400))
        registry.settle({ ...room, ...DRAINED, live: true }, 9_000)
    })
    expect(written).toBe(2)
  })
})

describe('the figures', () => {
  it('of a registry that has heard nothing are none', () =>
    inRegistry(registry => {
      expect(registry.figures()).toEqual({
        undrainedRooms: 0,
        undrainedSince: null,
        liveRooms: 0,
        quarantinedEvents: 0,
      })
    }))

  it('count rooms, name the longest wait and add up what was refused', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true, live: true }, 2_000)
      registry.tell('study', { undrained: true, quarantined: 2 }, 1_000)
      registry.tell('attic', { live: true }, 3_000)
      registry.tell('attic', { quarantined: 1 }, 3_000)
      expect(registry.figures()).toEqual({
        undrainedRooms: 2,
        undrainedSince: 1_000,
        liveRooms: 2,
        quarantinedEvents: 3,
      })
    }))

  it('and the lists outlive the registry’s sleep', async () => {
    const stub = newRegistry()
    await stub.tell('workshop', { undrained: true, live: true, quarantined: 4 })
    const before = await stub.undrained(10)
    await evictDurableObject(stub)
    expect(await stub.figures()).toMatchObject({ liveRooms: 1, quarantinedEvents: 4 })
    expect(await stub.live()).toEqual(['workshop'])
    expect(await stub.undrained(10)).toEqual(before)
  })
})
