import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { Registry } from '../../../worker/registry/registry.ts'
import { bindings } from '../support/people.ts'

function newRegistry() {
  return bindings.REGISTRY.get(bindings.REGISTRY.idFromName(crypto.randomUUID()))
}

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
      for (const room of seen) registry.settle({ ...room, progress: 'drained' }, 9_000)
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'workshop', told: 2 }])
      for (const room of registry.undrained(10))
        registry.settle({ ...room, progress: 'drained' }, 9_000)
      expect(registry.undrained(10)).toEqual([])
    }))

  it('are not settled by a late sweep that saw an entry before this one', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true }, 1_000)
      const [seen] = registry.undrained(10)
      if (seen === undefined) throw new Error('nothing listed')
      registry.settle({ ...seen, progress: 'drained' }, 9_000)
      registry.tell('workshop', { undrained: true }, 2_000)
      registry.settle({ ...seen, progress: 'drained' }, 9_000)
      expect(registry.undrained(10)).toMatchObject([{ roomId: 'workshop', since: 2_000 }])
    }))

  it('leave others where they are when they are settled', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true }, 1_000)
      registry.tell('study', { undrained: true }, 2_000)
      const [workshop] = registry.undrained(1)
      if (workshop === undefined) throw new Error('nothing listed')
      registry.settle({ ...workshop, progress: 'drained' }, 9_000)
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
          { ...room, progress: room.roomId === 'busy' ? 'moving' : 'waiting' },
          60_000,
        )
      expect(registry.figures()).toMatchObject({ undrainedRooms: 2, undrainedSince: 2_000 })
    }))

  it('wait anew from the next word after they were settled', () =>
    inRegistry(registry => {
      registry.tell('workshop', { undrained: true, live: true }, 1_000)
      for (const room of registry.undrained(10))
        registry.settle({ ...room, progress: 'drained' }, 9_000)
      registry.tell('workshop', { undrained: true }, 5_000)
      expect(registry.undrained(10)).toEqual([{ roomId: 'workshop', since: 5_000, told: 2 }])
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
        registry.settle({ ...room, progress: 'drained' }, 9_000)
      expect(registry.live()).toEqual(['workshop'])
      expect(registry.undrained(10)).toEqual([])
    }))

  it('are forgotten once nothing goes on in them', async () => {
    await runInDurableObject(newRegistry(), (_, { storage }) => {
      const registry = new Registry(storage.sql)
      registry.tell('workshop', { undrained: true, live: true }, 1_000)
      registry.tell('workshop', { live: false }, 2_000)
      for (const room of registry.undrained(10))
        registry.settle({ ...room, progress: 'drained' }, 9_000)
      expect(storage.sql.exec('SELECT * FROM rooms').toArray()).toEqual([])
    })
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
