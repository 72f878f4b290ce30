import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { DISAPPEAR_MIN_MS } from '../../../../protocol/limits.ts'
import type { Identity } from '../../../../worker/domain/identity.ts'
import { as } from '../../support/as.ts'
import { letGo } from '../../support/let-go.ts'
import { enter, type RoomStub } from '../../support/rooms.ts'
import { address, ask, said, shown, talk } from '../../support/talking.ts'

/** How many answers of a room's only thread somebody has not read, and whether they follow it. */
async function thread(stub: RoomStub, who: Identity, mine = false) {
  const found = await as(stub, who).threads({ mine, limit: 10 })
  if (!found.ok) throw new Error(found.problem)
  return found.value.threads.map(({ root, follows, unread }) => ({
    seq: root.seq,
    follows,
    unread,
  }))
}

async function inThread(stub: RoomStub, who: Identity, root: number, query: object = {}) {
  const page = await as(stub, who).history({ thread: root, limit: 2, ...query })
  if (!page.ok) throw new Error(page.problem)
  const { messages, before, after } = page.value
  return { bodies: messages.map(({ body }) => body), before, after }
}

describe('a message that answers another', () => {
  it('says which, wherever that is kept', async () => {
    const { stub, a, ada, one } = await talk()
    const reply = await said(a.line, 'r1', 'indeed', { replyTo: address(one) })
    expect(reply).toMatchObject({ replyTo: one.seq })
    expect(reply).not.toHaveProperty('thread')
    await letGo(stub)
    const again = await enter(stub, ada)
    const later = await said(again.line, 'r2', 'still', { replyTo: address(one) })
    expect(later).toMatchObject({ replyTo: one.seq })
    expect(await shown(stub, ada)).toMatchObject([{}, { replyTo: one.seq }, { replyTo: one.seq }])
  })

  it('answers one of this room that is there', async () => {
    const { stub, a, ada, one } = await talk()
    const send = (cid: string, more: object) =>
      ask(a.line, { type: 'send', cid, body: 'x', ...more })
    const elsewhere = { seq: one.seq, id: crypto.randomUUID() }
    expect(await send('r1', { replyTo: elsewhere })).toBe('no_such_message')
    expect(await send('r2', { thread: elsewhere })).toBe('no_such_message')
    expect(await send('r3', { replyTo: { seq: 9_999, id: one.id } })).toBe('no_such_message')
    await said(a.line, 'r4', 'before', { replyTo: address(one), thread: address(one) })
    await as(stub, ada).deleteMessages({ seqs: [one.seq] })
    expect(await send('r5', { replyTo: address(one) })).toBe('message_deleted')
    // What was said before is acknowledged all the same.
    const repeated = { replyTo: address(one), thread: address(one) }
    expect(await ask(a.line, { type: 'send', cid: 'r4', body: 'before', ...repeated })).toBe('ack')
    expect(await ask(a.line, { type: 'send', cid: 'r4', body: 'before' })).toBe('cid_conflict')
  })
})

describe('a thread', () => {
  it('gathers answers under a message, in one order, wherever they are kept', async () => {
    const { stub, a, g, l, ada, grace, linus, one } = await talk()
    const under = { thread: address(one) }
    const first = await said(a.line, 't1', 'first', under)
    await said(l.line, 'm1', 'beside')
    await said(g.line, 't2', 'second', under)
    const last = await said(a.line, 't3', 'third', under)
    const replies = { replies: 3, lastSeq: last.seq, lastAt: last.at, by: [ada.id, grace.id] }
    const check = async () => {
      expect((await shown(stub, linus))[0]).toMatchObject({ seq: one.seq, replies })
      expect(await inThread(stub, linus, one.seq)).toMatchObject({
        bodies: ['second', 'third'],
        after: null,
      })
      const { before } = await inThread(stub, linus, one.seq)
      expect(await inThread(stub, linus, one.seq, { before: before ?? 0 })).toMatchObject({
        bodies: ['first'],
        before: null,
      })
      expect(await inThread(stub, linus, one.seq, { after: first.seq })).toMatchObject({
        bodies: ['second', 'third'],
      })
      expect(await inThread(stub, linus, one.seq, { after: 0 })).toMatchObject({
        bodies: ['first', 'second'],
        after: expect.any(Number),
      })
    }
    await check()
    await letGo(stub)
    await check()
  })

  it('has none within it', async () => {
    const { a, one } = await talk()
    const reply = await said(a.line, 't1', 'first', { thread: address(one) })
    const frame = { type: 'send', cid: 't2', body: 'deeper', thread: address(reply) }
    expect(await ask(a.line, frame)).toBe('no_such_message')
  })

  it('is followed by whoever began it, is named in it or answers, and is unread by one rule', async () => {
    const { stub, a, ada, grace, linus, one } = await talk()
    const under = { thread: address(one) }
    await said(a.line, 't1', 'first', under)
    const is = { seq: one.seq, follows: true }
    expect(await thread(stub, grace)).toEqual([{ ...is, unread: 1 }])
    expect(await thread(stub, ada)).toEqual([{ ...is, unread: 0 }])
    expect(await thread(stub, linus)).toEqual([{ ...is, follows: false, unread: 0 }])
    expect(await thread(stub, linus, true)).toEqual([])
    await said(a.line, 't2', `what does @${linus.username} say?`, under)
    expect(await thread(stub, linus, true)).toEqual([{ ...is, unread: 2 }])
    await evictDurableObject(stub)
    expect(await thread(stub, grace)).toEqual([{ ...is, unread: 2 }])
  })

  it('is read up to where its reader says, which never falls and passes nothing', async () => {
    const { stub, a, g, grace, one } = await talk()
    const under = { thread: address(one) }
    const first = await said(a.line, 't1', 'first', under)
    const second = await said(a.line, 't2', 'second', under)
    const read = async (seq: number) => {
      g.line.say({ type: 'read', thread: one.seq, seq })
      await ask(g.line, {
        type: 'send',
        cid: `after-${seq}-${Math.random()}`.replace('.', '-'),
        body: 'x',
      })
      return (await thread(stub, grace))[0]?.unread
    }
    expect(await read(first.seq)).toBe(1)
    expect(await read(second.seq)).toBe(0)
    expect(await read(first.seq)).toBe(0)
    const third = await said(a.line, 't3', 'third', under)
    expect((await thread(stub, grace))[0]?.unread).toBe(1)
    g.line.say({ type: 'read', thread: one.seq, seq: third.seq + 1_000 })
    expect(await g.line.next('error')).toMatchObject({ code: 'bad_frame', field: 'seq' })
    expect((await thread(stub, grace))[0]?.unread).toBe(1)
  })

  it('is followed no more by who does not want to, and from then on by who does', async () => {
    const { stub, a, grace, linus, one } = await talk()
    const under = { thread: address(one) }
    await said(a.line, 't1', 'first', under)
    await as(stub, grace).follow({ seq: one.seq, on: false })
    await as(stub, linus).follow({ seq: one.seq, on: true })
    await said(a.line, 't2', 'second', under)
    expect(await thread(stub, grace)).toEqual([{ seq: one.seq, follows: false, unread: 0 }])
    expect(await thread(stub, linus)).toEqual([{ seq: one.seq, follows: true, unread: 1 }])
    expect(await as(stub, linus).follow({ seq: 1, on: true })).toMatchObject({
      problem: 'no_such_message',
    })
  })
})

describe('an answer that is gone', () => {
  /** Ada, Linus and Ada again have answered Grace. */
  async function answered() {
    const scene = await talk()
    const { stub, a, l, one, ada, linus } = scene
    const under = { thread: address(one) }
    const first = await said(a.line, 't1', 'first', under)
    const second = await said(l.line, 't2', 'second', under)
    const third = await said(a.line, 't3', 'third', under)
    const summary = async () =>
      (await shown(stub, linus)).find(({ seq }) => seq === one.seq)?.replies
    const all = { replies: 3, lastSeq: third.seq, lastAt: third.at, by: [ada.id, linus.id] }
    expect(await summary()).toEqual(all)
    return { ...scene, under, first, second, third, all, summary }
  }

  it('counts no more, for its thread and for who has not read it, until it is back', async () => {
    const { stub, ada, linus, grace, one, first, second, third, all, summary } = await answered()
    const is = { seq: one.seq, follows: true }
    await as(stub, ada).deleteMessages({ seqs: [third.seq] })
    const two = { replies: 2, lastSeq: second.seq, lastAt: second.at, by: [linus.id, ada.id] }
    expect(await summary()).toEqual(two)
    expect(await thread(stub, grace)).toEqual([{ ...is, unread: 2 }])
    // Removed once, it is not removed again.
    await as(stub, ada).deleteMessages({ seqs: [third.seq, first.seq, one.seq - 1] })
    await evictDurableObject(stub)
    expect(await summary()).toEqual({ ...two, replies: 1, by: [linus.id] })
    expect(await thread(stub, grace)).toEqual([{ ...is, unread: 1 }])
    await as(stub, ada).restoreMessages({ seqs: [first.seq, third.seq] })
    expect(await summary()).toEqual(all)
    expect(await thread(stub, grace)).toEqual([{ ...is, unread: 3 }])
    // Its place in the thread it keeps.
    await as(stub, ada).deleteMessages({ seqs: [first.seq] })
    expect(await inThread(stub, grace, one.seq, { after: 0 })).toMatchObject({
      bodies: ['', 'second'],
    })
  })

  it('leaves no thread when it was the only one, and begins it again', async () => {
    const { stub, ada, grace, a, under, first, second, third, summary } = await answered()
    await as(stub, ada).deleteMessages({ seqs: [first.seq, second.seq, third.seq] })
    expect(await summary()).toBeUndefined()
    expect(await thread(stub, grace)).toEqual([])
    const again = await said(a.line, 't4', 'again', under)
    expect(await summary()).toEqual({
      ...{ replies: 1, lastSeq: again.seq, lastAt: again.at, by: [ada.id] },
    })
    await as(stub, ada).restoreMessages({ seqs: [second.seq] })
    expect(await summary()).toMatchObject({ replies: 2, lastSeq: again.seq })
  })

  it('counts no more when it has disappeared', async () => {
    const { stub, ada, grace, a, one, under, all, summary } = await answered()
    await as(stub, ada).change({ settings: { disappearAfterMs: DISAPPEAR_MIN_MS } })
    const brief = await said(a.line, 't4', 'for a while', under)
    expect(await summary()).toMatchObject({ replies: 4, lastSeq: brief.seq })
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec('UPDATE expiring SET at = 0')
      await storage.setAlarm(Date.now())
    })
    await runDurableObjectAlarm(stub)
    expect(await summary()).toEqual(all)
    expect(await thread(stub, grace)).toEqual([{ seq: one.seq, follows: true, unread: 3 }])
  })

  it('counts no more when its author has gone with what they said', async () => {
    const { stub, ada, linus, first, all, second, summary } = await answered()
    await stub.erase(ada.id, true)
    const left = { replies: 1, lastSeq: second.seq, lastAt: second.at, by: [linus.id] }
    await expect
      .poll(async () => {
        await runDurableObjectAlarm(stub)
        return await summary()
      })
      .toEqual(left)
    // What is gone for good does not come back.
    expect(await as(stub, linus, true).restoreMessages({ seqs: [first.seq] })).not.toMatchObject({
      ok: true,
    })
    expect(await summary()).not.toEqual(all)
  })
})

describe('a message that names people', () => {
  it('says whom, in code nobody, and everybody only for who may', async () => {
    const { a, l, ada, grace, linus } = await talk()
    const body = `@${ada.username} and @${grace.username}, not \`@${linus.username}\` nor x@${linus.username}`
    const named = await said(l.line, 'n1', body)
    expect(new Set(named.mentions)).toEqual(new Set([ada.id, grace.id]))
    const all = await said(l.line, 'n2', 'dear @room')
    expect(all).not.toHaveProperty('audience')
    expect(await said(a.line, 'n3', 'dear @room')).toMatchObject({ audience: 'room' })
    expect(await said(a.line, 'n4', 'dear @Here')).toMatchObject({ audience: 'here' })
    const bomb = Array.from({ length: 26 }, (_, n) => `@x${n}`).join(' ')
    expect(await ask(l.line, { type: 'send', cid: 'n5', body: bomb })).toBe('too_many_mentions')
  })
})
