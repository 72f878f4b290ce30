import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { SCHEDULED_MAX, SCHEDULED_MAX_MS } from '../../../../protocol/limits.ts'
import type { Identity } from '../../../../worker/domain/identity.ts'
import { as } from '../../support/as.ts'
import type { RoomStub } from '../../support/rooms.ts'
import { address, said, talk } from '../../support/talking.ts'

const MINUTE_MS = 60_000
const soon = () => Date.now() + MINUTE_MS

/** The time of everything that waits has come. */
async function pass(stub: RoomStub): Promise<void> {
  await runInDurableObject(stub, async (_, { storage }) => {
    storage.sql.exec('UPDATE scheduled SET at = 1')
    await storage.setAlarm(Date.now())
  })
  await runDurableObjectAlarm(stub)
}

async function waiting(stub: RoomStub, who: Identity) {
  const found = await as(stub, who).scheduled({})
  if (!found.ok) throw new Error(found.problem)
  // Those of one moment are in no order.
  return found.value
    .map(({ body, code }) => ({ body, code }))
    .sort((a, b) => (a.body < b.body ? -1 : 1))
}

describe('a message for later', () => {
  it('is said when its time has come, once, and not before', async () => {
    const { stub, a, grace, one } = await talk()
    const at = soon()
    const added = await as(stub, grace).schedule({ at, body: 'later', thread: address(one) })
    expect(added).toMatchObject({ ok: true, value: { at, body: 'later', code: null } })
    const alarm = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
    expect(alarm).toBeLessThanOrEqual(at)
    await runDurableObjectAlarm(stub)
    expect(a.line.messages()).toHaveLength(1)
    await pass(stub)
    await a.line.until(() => a.line.messages().length === 2)
    expect(a.line.messages()[1]).toMatchObject({ body: 'later', by: grace.id, thread: one.seq })
    expect(await waiting(stub, grace)).toEqual([])
    await pass(stub)
    expect(a.line.messages()).toHaveLength(2)
  })

  it('is its author’s alone to see and to withdraw', async () => {
    const { stub, a, ada, grace } = await talk()
    const added = await as(stub, grace).schedule({ at: soon(), body: 'later' })
    if (!added.ok) throw new Error(added.problem)
    expect(await waiting(stub, ada)).toEqual([])
    const { id } = added.value
    expect(await as(stub, ada).unschedule({ id })).toMatchObject({ problem: 'not_found' })
    expect(await as(stub, grace).unschedule({ id })).toMatchObject({ ok: true })
    await pass(stub)
    expect(a.line.messages()).toHaveLength(1)
  })

  it('is kept with the reason when it may not be said then', async () => {
    const { stub, a, ada, grace, linus, g } = await talk()
    const root = await said(g.line, 'c2', 'soon gone')
    await as(stub, linus).schedule({ at: soon(), body: 'a heron' })
    await as(stub, grace).schedule({ at: soon(), body: 'muted then' })
    await as(stub, linus).schedule({ at: soon(), body: 'under it', thread: address(root) })
    await as(stub, ada).setFilters({ words: ['heron'] })
    await as(stub, ada).mute({ userId: grace.id, minutes: 5 })
    await as(stub, ada).deleteMessages({ seqs: [root.seq] })
    await pass(stub)
    expect(await waiting(stub, grace)).toEqual([{ body: 'muted then', code: 'muted' }])
    expect(await waiting(stub, linus)).toEqual([
      { body: 'a heron', code: 'word_filtered' },
      { body: 'under it', code: 'no_such_message' },
    ])
    expect(a.line.messages()).toHaveLength(2)
  })

  it('waits its turn in a room that takes its time', async () => {
    const { stub, a, ada, grace, g } = await talk()
    await as(stub, ada).change({ settings: { slowModeMs: 3_600_000 } })
    await said(g.line, 'c2', 'just now')
    await as(stub, grace).schedule({ at: soon(), body: 'too soon' })
    await pass(stub)
    expect(await waiting(stub, grace)).toEqual([{ body: 'too soon', code: null }])
    const [row] = await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec<{ at: number }>('SELECT at FROM scheduled').toArray(),
    )
    expect(row?.at).toBeGreaterThan(Date.now() + 3_000_000)
    expect(a.line.messages()).toHaveLength(2)
  })

  it('is not said in a room that is gone by then', async () => {
    const { stub, ada, grace } = await talk()
    await as(stub, grace).schedule({ at: soon(), body: 'too late' })
    await as(stub, ada).delete({})
    await pass(stub)
    await as(stub, ada).restore({})
    expect(await waiting(stub, grace)).toEqual([{ body: 'too late', code: 'forbidden' }])
  })

  it('is not said by who has left, nor in the name of who is deleted', async () => {
    const { stub, a, grace, linus } = await talk()
    await as(stub, linus).schedule({ at: soon(), body: 'from outside' })
    await as(stub, linus).leave({})
    await as(stub, grace).schedule({ at: soon(), body: 'from beyond' })
    await stub.erase(grace.id, false)
    await pass(stub)
    expect(a.line.messages()).toHaveLength(1)
    await runInDurableObject(stub, (_, { storage }) => {
      expect(storage.sql.exec('SELECT user_id FROM scheduled').toArray()).toEqual([])
    })
  })

  it('is refused what no message may be, too soon, too late, and beyond so many', async () => {
    const { stub, grace } = await talk()
    const add = (at: number, body: string) => as(stub, grace).schedule({ at, body })
    expect(await add(soon(), ' ')).toMatchObject({ problem: 'not_sayable' })
    expect(await add(Date.now(), 'x')).toMatchObject({ problem: 'validation_failed' })
    const late = Date.now() + SCHEDULED_MAX_MS + MINUTE_MS
    expect(await add(late, 'x')).toMatchObject({ problem: 'validation_failed' })
    await runInDurableObject(stub, (_, { storage }) => {
      for (let n = 0; n < SCHEDULED_MAX; n++)
        storage.sql.exec(
          'INSERT INTO scheduled (id, user_id, at, said) VALUES (?, ?, ?, ?)',
          ...[crypto.randomUUID(), grace.id, soon(), '{"body":"x"}'],
        )
    })
    expect(await add(soon(), 'x')).toMatchObject({ problem: 'too_many' })
  })
})
