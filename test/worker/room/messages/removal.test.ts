import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { MessageSent } from '../../../../protocol/events.ts'
import { RESTORE_MS } from '../../../../protocol/limits.ts'
import type { Identity } from '../../../../worker/domain/identity.ts'
import { Log } from '../../../../worker/room/log.ts'
import { RESTORE_MAX_UNITS } from '../../../../worker/room/messages/removal.ts'
import { as } from '../../support/as.ts'
import { fill } from '../../support/fill.ts'
import { person } from '../../support/people.ts'
import { enter, type RoomStub, room } from '../../support/rooms.ts'

async function talk() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace, linus)
  const a = await enter(stub, ada)
  const g = await enter(stub, grace)
  g.line.send('c1', 'one')
  await g.line.until(() => g.line.messages().length === 1)
  g.line.send('c2', 'two')
  await g.line.until(() => g.line.messages().length === 2)
  const [one, two] = g.line.messages()
  if (one === undefined || two === undefined) throw new Error('nothing was said')
  return { ada, grace, linus, stub, a, g, one, two }
}

async function bodies(stub: RoomStub, who: Identity): Promise<string[]> {
  const page = await as(stub, who).history({ limit: 50 })
  return page.ok ? page.value.messages.map(({ body }) => body) : []
}

async function removed(stub: RoomStub, who: Identity, message: MessageSent) {
  return await as(stub, who).deleteMessages({ seqs: [message.seq], reason: 'Off topic' })
}

describe('a message that is removed', () => {
  it('is gone for everybody: live, in history, in a resume, over a sleep', async () => {
    const { ada, linus, stub, a, one, two } = await talk()
    expect(await removed(stub, ada, one)).toEqual({ ok: true, value: { seqs: [one.seq] } })
    const seen = await a.line.until(events =>
      events.some(event => event.type === 'message.deleted'),
    )
    expect(seen.at(-1)).toMatchObject({ targets: [one.seq], by: ada.id, reason: 'Off topic' })
    expect(await bodies(stub, linus)).toEqual(['', 'two'])
    await evictDurableObject(stub)
    expect(await bodies(stub, linus)).toEqual(['', 'two'])
    const { epoch } = a.welcome
    const l = await enter(stub, linus, { epoch, lastSeq: one.seq - 1 })
    expect(l.welcome.events.find(({ seq }) => seq === one.seq)).toMatchObject({ body: '' })
    expect(l.welcome.events.find(({ seq }) => seq === two.seq)).toMatchObject({ body: 'two' })
  })

  it('is one’s own, or takes the right', async () => {
    const { ada, grace, linus, stub, a, one, two } = await talk()
    expect(await removed(stub, linus, one)).toEqual({ ok: false, problem: 'forbidden' })
    expect(await removed(stub, grace, one)).toMatchObject({ ok: true })
    expect(await removed(stub, grace, one)).toEqual({ ok: false, problem: 'not_found' })
    await as(stub, ada).appoint({ userId: linus.id, role: 'moderator' })
    expect(await removed(stub, linus, two)).toMatchObject({ ok: true })
    // What is no message is passed over.
    expect(await as(stub, ada).deleteMessages({ seqs: [1, 9_999] })).toMatchObject({
      problem: 'not_found',
    })
    expect(a.line.events().filter(({ type }) => type === 'message.deleted').length).toBeLessThan(3)
  })

  it('acknowledges its send all the same when that is repeated', async () => {
    const { ada, stub, g, one } = await talk()
    await removed(stub, ada, one)
    g.line.send('c1', 'one')
    expect(await g.line.next('ack')).toMatchObject({ cid: 'c1', event: { body: '' } })
  })
})

describe('bringing it back', () => {
  it('tells everybody what it said, and can be removed again', async () => {
    const { ada, linus, stub, a, one } = await talk()
    await removed(stub, ada, one)
    expect(await as(stub, ada).restoreMessages({ seqs: [one.seq] })).toEqual({
      ok: true,
      value: { seqs: [one.seq] },
    })
    const seen = await a.line.until(events =>
      events.some(event => event.type === 'message.restored'),
    )
    expect(seen.at(-1)).toMatchObject({ messages: [{ seq: one.seq, by: one.by, body: 'one' }] })
    expect(await bodies(stub, linus)).toEqual(['one', 'two'])
    await removed(stub, ada, one)
    // The event that brought it back tells it no more, either.
    const l = await enter(stub, linus, { epoch: a.welcome.epoch, lastSeq: 0 })
    expect(JSON.stringify(l.welcome.events)).not.toContain('"one"')
  })

  it('is for whoever removed their own, or has the right', async () => {
    const { ada, grace, linus, stub, one, two } = await talk()
    await removed(stub, ada, one)
    expect(await as(stub, grace).restoreMessages({ seqs: [one.seq] })).toMatchObject({
      problem: 'forbidden',
    })
    await removed(stub, grace, two)
    expect(await as(stub, linus).restoreMessages({ seqs: [two.seq] })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, grace).restoreMessages({ seqs: [two.seq] })).toMatchObject({ ok: true })
    expect(await as(stub, ada).restoreMessages({ seqs: [two.seq] })).toMatchObject({
      problem: 'not_found',
    })
  })

  it('is not for who removed it by a right that they have no more', async () => {
    const { ada, linus, stub, one } = await talk()
    await as(stub, ada).appoint({ userId: linus.id, role: 'moderator' })
    await removed(stub, linus, one)
    await as(stub, ada).appoint({ userId: linus.id, role: 'member' })
    expect(await as(stub, linus).restoreMessages({ seqs: [one.seq] })).toEqual({
      ok: false,
      problem: 'forbidden',
    })
    expect(await as(stub, ada).restoreMessages({ seqs: [one.seq] })).toMatchObject({ ok: true })
  })

  it('is done by as much as everybody can be sent at once, and the rest asked for again', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 150, '漢'.repeat(4_000))
    const seqs = Array.from({ length: 150 }, (_, index) => index + 3)
    const removal = await as(stub, ada).deleteMessages({ seqs })
    expect(removal).toEqual({ ok: true, value: { seqs } })
    const restored: number[] = []
    for (let times = 0; restored.length < seqs.length && times < 10; times++) {
      const rest = seqs.filter(seq => !restored.includes(seq))
      const back = await as(stub, ada).restoreMessages({ seqs: [...rest, ...rest] })
      if (!back.ok) throw new Error(back.problem)
      expect(back.value.seqs.length * 4_000).toBeLessThanOrEqual(RESTORE_MAX_UNITS)
      restored.push(...back.value.seqs)
    }
    expect(restored).toEqual(seqs)
  })

  it('is too late after a day, when the log holds it no more', async () => {
    const { ada, stub, one } = await talk()
    await removed(stub, ada, one)
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec('UPDATE deletions SET at = at - ?', RESTORE_MS)
      void storage.setAlarm(Date.now())
    })
    expect(await as(stub, ada).restoreMessages({ seqs: [one.seq] })).toEqual({
      ok: false,
      problem: 'undo_expired',
    })
    await runDurableObjectAlarm(stub)
    await runInDurableObject(stub, (_, { storage }) => {
      expect(new Log(storage.sql).unmasked(one.seq)).toMatchObject({ cid: 'c1', body: '' })
      expect(new Log(storage.sql).unmasked(one.seq + 1)).toMatchObject({ body: 'two' })
    })
  })
})
