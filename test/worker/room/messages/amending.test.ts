import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import type { MessageSent } from '../../../../protocol/events.ts'
import { PINS_MAX, REACTIONS_MAX, RESTORE_MS } from '../../../../protocol/limits.ts'
import { Log } from '../../../../worker/room/log.ts'
import { Reactions } from '../../../../worker/room/messages/reactions.ts'
import { archiveOf } from '../../../../worker/store/room-archive.ts'
import { as } from '../../support/as.ts'
import { fill } from '../../support/fill.ts'
import { letGo } from '../../support/let-go.ts'
import { db, person } from '../../support/people.ts'
import { enter, room } from '../../support/rooms.ts'
import {
  address,
  ask,
  edit,
  pin,
  react,
  said,
  shown,
  since,
  talk,
  words,
} from '../../support/talking.ts'

describe('an edited message', () => {
  it('says something else to everybody: live, in a resume, in history, from Postgres alone', async () => {
    const { stub, a, g, grace, linus, one } = await talk()
    expect(await edit(g.line, one, 'uno')).toMatchObject({
      type: 'message.edited',
      by: grace.id,
      messages: [{ seq: one.seq, by: grace.id, body: 'uno' }],
    })
    await a.line.until(events => events.some(({ type }) => type === 'message.edited'))
    const is = { body: 'uno', editedAt: expect.any(Number) }
    expect(await shown(stub, linus)).toMatchObject([is])
    await evictDurableObject(stub)
    expect(await shown(stub, linus)).toMatchObject([is])
    const missed = await since(stub, linus, one.seq, a.welcome.epoch)
    expect(missed).toMatchObject([{ type: 'message.edited', messages: [{ body: 'uno' }] }])
    await letGo(stub)
    expect(await shown(stub, linus)).toMatchObject([is])
  })

  it('keeps what it said before, for who asks, wherever that is kept', async () => {
    const { stub, g, grace, linus, one } = await talk()
    await edit(g.line, one, 'uno')
    await edit(g.line, one, 'eins')
    const versions = [
      { body: 'one', at: one.at, by: grace.id },
      { body: 'uno', by: grace.id },
      { body: 'eins', by: grace.id },
    ]
    expect(await as(stub, linus).edits({ seq: one.seq })).toMatchObject({ value: { versions } })
    await letGo(stub)
    expect(await as(stub, linus).edits({ seq: one.seq })).toMatchObject({ value: { versions } })
    expect(await as(stub, linus).edits({ seq: 9_999 })).toEqual({
      ok: false,
      problem: 'no_such_message',
    })
  })

  it('is its author’s to change, or takes the right over who stands lower', async () => {
    const { ada, linus, stub, a, l, one } = await talk()
    expect(await edit(l.line, one, 'mine')).toBe('forbidden')
    await as(stub, ada).appoint({ userId: linus.id, role: 'moderator' })
    expect(await edit(l.line, one, 'mine')).toBe('forbidden')
    await as(stub, ada).appoint({ userId: linus.id, role: 'admin' })
    expect(await edit(l.line, one, 'better')).toMatchObject({ by: linus.id })
    const mine = await said(a.line, 'c2', 'the owner’s')
    expect(await edit(l.line, mine, 'not mine')).toBe('forbidden')
    // It stays whose it was.
    expect(await shown(stub, ada)).toMatchObject([{ by: one.by, body: 'better' }, { by: ada.id }])
  })

  it('is too late once the time that the room gives is over, but for its admins', async () => {
    const { ada, stub, a, g, one } = await talk()
    await as(stub, ada).change({ settings: { editWindowMs: 0 } })
    await new Promise(resolve => setTimeout(resolve, 5))
    expect(await edit(g.line, one, 'late')).toBe('edit_expired')
    expect(await edit(a.line, one, 'by the owner')).toMatchObject({ by: ada.id })
  })

  it('does not undo what was changed since it was written, and is so already where it says the same', async () => {
    const { ada, stub, g, one } = await talk()
    const over = (body: string, was: string) =>
      ask(g.line, { type: 'edit', cid: crypto.randomUUID(), target: address(one), body, was })
    expect(await over('two', 'one')).toMatchObject({ type: 'message.edited' })
    expect(await over('late', 'one')).toBe('edit_conflict')
    expect(await over('two', 'one')).toBe('ack')
    expect(await over('three', 'two')).toMatchObject({ type: 'message.edited' })
    const target = { seq: one.seq, id: one.id }
    const late = { type: 'edit', cid: 'c9', target, body: 'late', was: 'one' } as const
    expect(await as(stub, ada).amend(late)).toMatchObject({ problem: 'edit_conflict' })
    expect(await shown(stub, ada)).toMatchObject([{ body: 'three' }])
  })

  it('is refused what no message may be: nothing, too much, a word, a mute, an archive', async () => {
    const { ada, grace, stub, g, one } = await talk()
    expect(await edit(g.line, one, ' ')).toBe('body_empty')
    expect(await edit(g.line, one, 'x'.repeat(4_001))).toBe('body_too_long')
    await as(stub, ada).setFilters({ words: ['heron'] })
    expect(await edit(g.line, one, 'a heron')).toBe('word_filtered')
    const names = Array.from({ length: 26 }, (_, index) => `@nobody${index}`).join(' ')
    expect(await edit(g.line, one, names)).toBe('too_many_mentions')
    await as(stub, ada).mute({ userId: grace.id, minutes: 5 })
    expect(await edit(g.line, one, 'still here')).toBe('muted')
    expect(await react(g.line, one, '👋')).toBe('muted')
    await as(stub, ada).mute({ userId: grace.id, minutes: null })
    await as(stub, ada).change({ archived: true })
    expect(await edit(g.line, one, 'still here')).toBe('room_archived')
    expect(await react(g.line, one, '👋')).toBe('room_archived')
    expect(await shown(stub, ada)).toMatchObject([{ body: 'one' }])
  })

  it('is told nobody when it says so already, and answers a send that is repeated with what was sent', async () => {
    const { g, one } = await talk()
    expect(await edit(g.line, one, 'one')).toBe('ack')
    await edit(g.line, one, 'uno')
    expect(await edit(g.line, one, 'uno')).toBe('ack')
    expect(await ask(g.line, { type: 'send', cid: 'c1', body: 'one' })).toBe('ack')
    expect(await ask(g.line, { type: 'send', cid: 'c1', body: 'uno' })).toBe('cid_conflict')
  })

  it('is taken out of the log in time, though the alarm for that was lost', async () => {
    const { ada, stub, one } = await talk()
    await as(stub, ada).deleteMessages({ seqs: [one.seq] })
    await runInDurableObject(stub, async (_, { storage }) => await storage.deleteAlarm())
    await evictDurableObject(stub)
    const at = await runInDurableObject(stub, async (_, { storage }) => await storage.getAlarm())
    expect(at).not.toBeNull()
    expect(at).toBeLessThanOrEqual(Date.now() + RESTORE_MS)
  })

  it('that is removed loses all its words, and has the last ones when it is back', async () => {
    const { ada, stub, a, g, linus, one } = await talk()
    await edit(g.line, one, 'uno')
    await as(stub, ada).deleteMessages({ seqs: [one.seq] })
    expect(await edit(g.line, one, 'eins')).toBe('message_deleted')
    expect(await as(stub, ada).edits({ seq: one.seq })).toMatchObject({
      problem: 'message_deleted',
    })
    const missed = await since(stub, linus, 0, a.welcome.epoch)
    expect(words(missed)).not.toMatch(/"(one|uno)"/)
    await as(stub, ada).restoreMessages({ seqs: [one.seq] })
    expect(await shown(stub, linus)).toMatchObject([{ body: 'uno', editedAt: expect.any(Number) }])
    // For good after a day, in the events that told it anew too.
    await as(stub, ada).deleteMessages({ seqs: [one.seq] })
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec('UPDATE deletions SET at = at - ?', RESTORE_MS)
      await storage.setAlarm(Date.now())
    })
    await runDurableObjectAlarm(stub)
    await runInDurableObject(stub, (_, { storage }) => {
      const log = new Log(storage.sql)
      const all = Array.from({ length: log.head }, (__, index) => log.unmasked(index + 1))
      expect(JSON.stringify(all)).not.toMatch(/"(one|uno)"/)
      const left = storage.sql.exec('SELECT body FROM edits').toArray()
      expect(left).toEqual([{ body: '' }])
    })
  })

  it('has all it said when it is back, though it was removed before Postgres knew of it', async () => {
    const { stub, g, grace, linus, a, one } = await talk()
    const two = await said(g.line, 'c2', 'two')
    await letGo(stub)
    const again = await enter(stub, grace)
    // Neither the sending of one nor the changing of the other has come there.
    const three = await said(again.line, 'c3', 'three')
    const told = async (message: MessageSent) => await as(stub, linus).edits({ seq: message.seq })
    await edit(again.line, three, 'drei')
    await edit(again.line, two, 'zwei')
    const seqs = [two.seq, three.seq]
    await as(stub, grace).deleteMessages({ seqs })
    for (const message of [two, three])
      expect(await told(message)).toMatchObject({ problem: 'message_deleted' })
    // Postgres may know by now; it tells nobody.
    const archive = archiveOf(db, a.welcome.room.id)
    const { length } = await vi.waitFor(async () => {
      const events = await archive.eventsAfter(one.seq, 100)
      expect(events.at(-1)).toMatchObject({ type: 'message.deleted' })
      expect(words(events)).not.toMatch(/two|three|zwei|drei/)
      return events
    })
    expect(length).toBe(5)
    expect(words(await since(stub, linus, one.seq, a.welcome.epoch))).not.toMatch(
      /two|three|zwei|drei/,
    )
    expect(await as(stub, grace).restoreMessages({ seqs })).toMatchObject({ value: { seqs } })
    await letGo(stub)
    expect(await told(two)).toMatchObject({
      value: { versions: [{ body: 'two' }, { body: 'zwei' }] },
    })
    expect(await told(three)).toMatchObject({
      value: { versions: [{ body: 'three', at: three.at }, { body: 'drei' }] },
    })
    expect(await shown(stub, linus)).toMatchObject([
      { body: 'one' },
      { body: 'zwei' },
      { body: 'drei' },
    ])
  })

  it('goes with who deletes their account', async () => {
    const { stub, g, grace, linus, a, one } = await talk()
    await edit(g.line, one, 'a secret of mine')
    await stub.erase(grace.id, true)
    expect(await shown(stub, linus)).toMatchObject([{ body: '' }])
    expect(words(await since(stub, linus, 0, a.welcome.epoch))).not.toContain('secret')
    await expect
      .poll(async () => {
        await runDurableObjectAlarm(stub)
        return await runInDurableObject(stub, (_, { storage }) => {
          const rows = [...storage.sql.exec('SELECT events FROM batches').toArray()]
          rows.push(...storage.sql.exec('SELECT body FROM edits').toArray())
          return JSON.stringify(rows).includes('secret')
        })
      })
      .toBe(false)
  })
})

describe('an emoji at a message', () => {
  it('is counted, with who put it there, and taken away again', async () => {
    const { stub, a, g, ada, grace, linus, one } = await talk()
    expect(await react(a.line, one, '👋')).toMatchObject({ type: 'message.reacted', on: true })
    await react(g.line, one, '👋')
    await react(g.line, one, '🇩🇪')
    const there = [
      { emoji: '👋', count: 2, by: [ada.id, grace.id], mine: true },
      { emoji: '🇩🇪', count: 1, by: [grace.id], mine: false },
    ]
    expect(await shown(stub, ada)).toMatchObject([{ reactions: there }])
    await letGo(stub)
    expect(await shown(stub, ada)).toMatchObject([{ reactions: there }])
    expect(await shown(stub, linus)).toMatchObject([{ reactions: [{ mine: false }, {}] }])
    const asked = { seq: one.seq, emoji: '👋' }
    expect(await as(stub, linus).reactors(asked)).toMatchObject({
      value: { people: [ada.id, grace.id].sort(), after: null },
    })
    const again = await enter(stub, ada)
    expect(await react(again.line, one, '👋', false)).toMatchObject({ on: false })
    expect(await shown(stub, ada)).toMatchObject([{ reactions: [{ count: 1, mine: false }, {}] }])
  })

  it('counts once, however often and fast it comes', async () => {
    const { stub, a, ada, one } = await talk()
    const frame = { type: 'react', target: address(one), emoji: '👋', on: true }
    for (const cid of ['r1', 'r2', 'r3']) a.line.say({ ...frame, cid })
    const acks = [await a.line.next('ack'), await a.line.next('ack')]
    expect(acks.map(({ cid }) => cid).sort()).toEqual(['r2', 'r3'])
    const events = a.line.events().filter(({ type }) => type === 'message.reacted')
    expect(events).toHaveLength(1)
    expect(await shown(stub, ada)).toMatchObject([{ reactions: [{ count: 1 }] }])
  })

  it('is one emoji, at a message that is there', async () => {
    const { stub, ada, a, one } = await talk()
    for (const emoji of ['x', '👋👋', '👋 ', ':wave:', '<b>', '1'])
      expect(await react(a.line, one, emoji), emoji).toBe('emoji_invalid')
    for (const emoji of ['👨‍👩‍👧‍👦', '👍🏽', '❤️', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣'])
      expect(await react(a.line, one, emoji), emoji).toMatchObject({ emoji })
    const elsewhere = { ...one, id: crypto.randomUUID() }
    expect(await react(a.line, elsewhere, '👋')).toBe('no_such_message')
    expect(await react(a.line, { ...one, seq: 1 }, '👋')).toBe('no_such_message')
    expect(await react(a.line, { ...one, seq: 9_999 }, '👋')).toBe('no_such_message')
    await as(stub, ada).deleteMessages({ seqs: [one.seq] })
    expect(await react(a.line, one, '👋')).toBe('message_deleted')
  })

  it('is one of so many', async () => {
    const { stub, a, g, ada, one } = await talk()
    await runInDurableObject(stub, (_, { storage }) => {
      const reactions = new Reactions(storage.sql)
      for (let n = 0; n < REACTIONS_MAX; n++) {
        const emoji = String.fromCodePoint(0x1f600 + n)
        const place = { seq: 100 + n, id: crypto.randomUUID(), at: n, by: ada.id, cid: 'x' }
        reactions.reacted({ ...place, type: 'message.reacted', target: one.seq, emoji, on: true })
      }
    })
    await evictDurableObject(stub)
    expect(await react(a.line, one, '👋')).toBe('too_many_reactions')
    // One that is there already is no further one.
    expect(await react(g.line, one, '😀')).toMatchObject({ on: true })
  })
})

describe('a pinned message', () => {
  it('is kept in view for everybody, the last first, until it is unpinned or removed', async () => {
    const { stub, a, l, g, ada, linus, one } = await talk()
    const two = await said(g.line, 'c2', 'two')
    expect(await pin(l.line, one)).toBe('forbidden')
    expect(await pin(a.line, one)).toMatchObject({ type: 'message.pinned', on: true })
    expect(await pin(a.line, one)).toBe('ack')
    await pin(a.line, two)
    const pins = async () => {
      const found = await as(stub, linus).pins({})
      return found.ok ? found.value.messages.map(({ body }) => body) : found
    }
    await letGo(stub)
    expect(await pins()).toEqual(['two', 'one'])
    expect(await shown(stub, linus)).toMatchObject([{ pinned: { by: ada.id } }, {}])
    await as(stub, ada).deleteMessages({ seqs: [two.seq] })
    expect(await pins()).toEqual(['one'])
    const again = await enter(stub, ada)
    expect(await pin(again.line, one, false)).toMatchObject({ on: false })
    expect(await pins()).toEqual([])
  })

  it('is one of so many', async () => {
    const { stub, a, one } = await talk()
    await runInDurableObject(stub, (_, { storage }) => {
      for (let n = 0; n < PINS_MAX; n++)
        storage.sql.exec('INSERT INTO pins VALUES (?, ?, ?)', 1_000 + n, 'x', n)
    })
    expect(await pin(a.line, one)).toBe('too_many_pins')
  })
})

describe('changing messages', () => {
  it('looks up those that Postgres alone knows, and says when that is away', async () => {
    const { stub, grace, one } = await talk()
    await letGo(stub)
    const g = await enter(stub, grace)
    expect(await edit(g.line, one, 'uno')).toMatchObject({ messages: [{ body: 'uno' }] })
    expect(await react(g.line, { ...one, id: crypto.randomUUID() }, '👋')).toBe('no_such_message')
  })

  it('costs what sending costs, over sockets and beside them', async () => {
    const { a, one } = await talk()
    const frame = { type: 'react', target: address(one), emoji: '👋' }
    for (let n = 0; n < 40; n++) a.line.say({ ...frame, cid: `n${n}`, on: n % 2 === 0 })
    const refused = await a.line.next('error')
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) })
  })

  it('is asked for beside the sockets, too', async () => {
    const { stub, grace, linus, one } = await talk()
    const target = address(one)
    const edited = await as(stub, grace).amend({ type: 'edit', cid: 'x', target, body: 'uno' })
    expect(edited).toMatchObject({ ok: true, value: { body: 'uno', seq: one.seq } })
    const marked = await as(stub, linus).amend({
      ...{ type: 'react', cid: 'x', target, emoji: '👋', on: true },
    })
    expect(marked).toMatchObject({ value: { reactions: [{ mine: true, count: 1 }] } })
    expect(await as(stub, linus).amend({ type: 'pin', cid: 'x', target, on: true })).toEqual({
      ok: false,
      problem: 'forbidden',
    })
    const invalid = await as(stub, grace).amend({ type: 'edit', cid: 'x', target, body: ' ' })
    expect(invalid).toEqual({ ok: false, problem: 'not_sayable' })
  })
})

describe('messages that stand around another', () => {
  it('are a page with it in the middle, or from a moment on', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 20)
    const page = async (query: object) => {
      const found = await as(stub, ada).history({ limit: 6, ...query })
      if (!found.ok) throw new Error(found.problem)
      const { messages, before, after, head } = found.value
      return { seqs: messages.map(({ seq }) => seq), before, after, head }
    }
    const middle = { seqs: [9, 10, 11, 12, 13, 14], before: 9, after: 14, head: 22 }
    expect(await page({ around: 12 })).toEqual(middle)
    expect(await page({ around: 22 })).toMatchObject({ seqs: [19, 20, 21, 22], after: null })
    expect(await page({ around: 1 })).toMatchObject({ seqs: [3, 4, 5], before: null, after: 5 })
    const [first] = (await shown(stub, ada)).slice(5)
    if (first === undefined) throw new Error('nothing')
    expect((await page({ afterTs: first.at })).seqs[0]).toBeLessThanOrEqual(first.seq)
    await letGo(stub)
    expect(await page({ around: 12 })).toEqual(middle)
    const some = await as(stub, ada).some({ seqs: [5, 1, 21, 9_999] })
    expect(some).toMatchObject({ value: { messages: [{ seq: 5 }, { seq: 21 }], head: 22 } })
  })
})

describe('a room that keeps messages for some days', () => {
  it('forgets the words that told an old message anew', async () => {
    const { stub, g, ada, one } = await talk()
    await edit(g.line, one, 'a late secret')
    await as(stub, ada).change({ settings: { retentionDays: 1 } })
    await runInDurableObject(stub, async (_, { storage }) => {
      // What was said is two days old, and that it was changed is not.
      const log = new Log(storage.sql)
      const place = log.unmasked(one.seq)
      if (place === undefined) throw new Error('it was not said')
      for (let seq = 1; seq <= one.seq; seq++) {
        const event = log.unmasked(seq)
        if (event === undefined) continue
        storage.sql.exec(
          'UPDATE batches SET events = replace(events, ?, ?) WHERE first = ?',
          ...[`"at":${event.at}`, `"at":${event.at - 2 * 24 * 3_600_000}`, seq],
        )
      }
      await storage.setAlarm(Date.now())
    })
    await evictDurableObject(stub)
    await runDurableObjectAlarm(stub)
    await runInDurableObject(stub, (_, { storage }) => {
      const kept = JSON.stringify(storage.sql.exec('SELECT events FROM batches').toArray())
      expect(kept).not.toContain('secret')
      expect(storage.sql.exec('SELECT * FROM edits').toArray()).toEqual([])
    })
  })
})
