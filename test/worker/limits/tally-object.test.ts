import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { TallyObject } from '../../../worker/limits/tally-object.ts'
import { bindings } from '../support/people.ts'

const ONE = { most: 1, windowMs: 60_000 }

function tally(): DurableObjectStub<TallyObject> {
  return bindings.TALLIES.get(bindings.TALLIES.idFromName(crypto.randomUUID()))
}

function kept(
  stub: DurableObjectStub<TallyObject>,
): Promise<{ keys: number; alarm: number | null }> {
  return runInDurableObject(stub, async (_, { storage }) => ({
    keys: [...storage.kv.list()].length,
    alarm: await storage.getAlarm(),
  }))
}

/** As if its time had passed: tests cannot wait for minutes. */
async function age(stub: DurableObjectStub<TallyObject>, ms: number): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    const tally = storage.kv.get<{ until: number }>('tally')
    storage.kv.put('tally', { ...tally, until: (tally?.until ?? 0) - ms })
  })
}

describe('the object of a tally', () => {
  test('goes on counting after it was evicted', async () => {
    const stub = tally()
    expect(await stub.take(ONE)).toBe(0)
    await evictDurableObject(stub)
    expect(await stub.take(ONE)).toBeGreaterThan(0)
  })

  test('leaves nothing behind when its time is over', async () => {
    const stub = tally()
    await stub.take(ONE)
    await age(stub, ONE.windowMs)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await kept(stub)).toEqual({ keys: 0, alarm: null })
    expect(await stub.take(ONE)).toBe(0)
  })

  test('is not made to forget by an alarm that comes early', async () => {
    const stub = tally()
    await stub.take(ONE)
    const before = await kept(stub)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await kept(stub)).toEqual(before)
    expect(await stub.take(ONE)).toBeGreaterThan(0)
  })

  test('keeps nothing, and no alarm, of what was forgotten or given back', async () => {
    for (const way of ['forget', 'giveBack'] as const) {
      const stub = tally()
      await stub.take(ONE)
      await stub[way]()
      expect(await kept(stub)).toEqual({ keys: 0, alarm: null })
    }
  })

  test('begins anew where an older version has kept something else', async () => {
    const stub = tally()
    await runInDurableObject(stub, (_, { storage }) => storage.kv.put('tally', { times: 9 }))
    expect(await stub.take(ONE)).toBe(0)
    expect(await stub.take(ONE)).toBeGreaterThan(0)
  })
})
