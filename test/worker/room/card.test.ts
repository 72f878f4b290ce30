import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { Batch } from '../../../worker/room/batch.ts'
import { as } from '../support/as.ts'
import { person } from '../support/people.ts'
import { dial, enter, room } from '../support/rooms.ts'

async function workshop() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace, linus)
  await as(stub, ada).appoint({ userId: linus.id, role: 'moderator' })
  return { ada, grace, linus, stub }
}

describe('a room', () => {
  it('is changed by who may, and everybody is told what of it', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const g = await enter(stub, grace)
    expect(await as(stub, grace).change({ topic: 'Mine' })).toMatchObject({ problem: 'forbidden' })
    expect(await as(stub, linus).change({ topic: 'Looms' })).toMatchObject({
      value: { topic: 'Looms' },
    })
    expect(await as(stub, linus).change({ topic: 'Looms', name: 'Mill' })).toMatchObject({
      problem: 'forbidden',
    })
    const changed = await as(stub, ada).change({
      name: 'Mill',
      description: 'Where it is made',
      settings: { slowModeMs: 5_000 },
    })
    expect(changed).toMatchObject({
      value: { name: 'Mill', topic: 'Looms', settings: { slowModeMs: 5_000, posting: 'member' } },
    })
    const seen = await g.line.until(
      events => events.filter(({ type }) => type === 'room.changed').length === 2,
    )
    expect(seen.filter(event => event.type === 'room.changed')).toMatchObject([
      { by: linus.id, changed: ['topic'] },
      { by: ada.id, changed: ['name', 'description', 'settings'], room: { name: 'Mill' } },
    ])
    await evictDurableObject(stub)
    expect((await enter(stub, linus)).welcome.room).toMatchObject({ name: 'Mill' })
    // What is so already is no news.
    expect(await as(stub, ada).change({ name: 'Mill' })).toMatchObject({ ok: true })
    expect((await enter(stub, linus)).welcome.head).toBe(seen.at(-1)?.seq)
  })

  it('that is archived is read on, and nobody speaks in it', async () => {
    const { ada, grace, stub } = await workshop()
    const { line } = await enter(stub, grace)
    await as(stub, ada).change({ archived: true })
    line.send('c1', 'hello?')
    expect(await line.next('error')).toMatchObject({ code: 'room_archived', cid: 'c1' })
    expect(await as(stub, grace).history({ limit: 1 })).toMatchObject({ ok: true })
    await as(stub, ada).change({ archived: false })
    line.send('c2', 'hello!')
    await line.until(events => events.some(({ type }) => type === 'message.sent'))
  })

  it('that is deleted is there for nobody, until an owner brings it back', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const g = await enter(stub, grace)
    expect(await as(stub, linus).delete({})).toMatchObject({ problem: 'forbidden' })
    expect(await as(stub, ada).delete({})).toMatchObject({
      value: { deletedAt: expect.any(Number) },
    })
    expect(await g.line.closed).toMatchObject({ code: 4004 })
    const line = await dial(stub, ada)
    expect(await line.closed).toMatchObject({ code: 4004 })
    expect(await as(stub, ada).look({})).toEqual({ ok: false, problem: 'room_deleted' })
    expect(await as(stub, ada).change({ name: 'Not now' })).toMatchObject({
      problem: 'room_deleted',
    })
    const stranger = await person('Mary')
    expect(await as(stub, stranger).join({})).toEqual({ ok: false, problem: 'not_found' })
    expect(await as(stub, grace).restore({})).toMatchObject({ ok: false })
    expect(await as(stub, ada).restore({ name: 'Risen' })).toMatchObject({
      value: { name: 'Risen', deletedAt: null },
    })
    expect((await enter(stub, grace)).welcome.room.name).toBe('Risen')
  })
})

describe('slow mode', () => {
  it('makes members wait between messages, and moderators not', async () => {
    const { ada, grace, linus, stub } = await workshop()
    await as(stub, ada).change({ settings: { slowModeMs: 60_000 } })
    const g = await enter(stub, grace)
    const l = await enter(stub, linus)
    g.line.send('c1', 'one')
    await g.line.until(() => g.line.messages().length === 1)
    g.line.send('c2', 'two')
    const refusal = await g.line.next('error')
    expect(refusal).toMatchObject({ code: 'slow_mode', cid: 'c2' })
    expect(refusal.retryAfter).toBeGreaterThan(50_000)
    l.line.send('l1', 'one')
    l.line.send('l2', 'two')
    await l.line.until(() => l.line.messages().length === 3)
    // What was taken in before is acknowledged, and needs no other turn.
    g.line.send('c1', 'one')
    expect(await g.line.next('ack')).toMatchObject({ cid: 'c1' })
  })

  it('counts what waits for its place', async () => {
    const { ada, grace, stub } = await workshop()
    await as(stub, ada).change({ settings: { slowModeMs: 60_000 } })
    const g = await enter(stub, grace)
    // As in a busy room, which gathers what is said before it writes.
    const flush = vi.spyOn(Batch.prototype, 'flush').mockImplementation(() => {})
    for (const cid of ['c1', 'c2']) g.line.send(cid, 'spam')
    expect(await g.line.next('error')).toMatchObject({ code: 'slow_mode', cid: 'c2' })
    flush.mockRestore()
  })

  it('is not got round by a sleep of the room', async () => {
    const { ada, grace, stub } = await workshop()
    await as(stub, ada).change({ settings: { slowModeMs: 60_000 } })
    const first = await enter(stub, grace)
    first.line.send('c1', 'one')
    await first.line.until(() => first.line.messages().length === 1)
    await evictDurableObject(stub)
    const second = await enter(stub, grace)
    second.line.send('c2', 'two')
    expect(await second.line.next('error')).toMatchObject({ code: 'slow_mode' })
    await as(stub, ada).change({ settings: { slowModeMs: 0 } })
    second.line.send('c3', 'three')
    await second.line.until(events => events.some(({ type }) => type === 'message.sent'))
  })
})

describe('who may post', () => {
  it('is as the room says, from then on', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const g = await enter(stub, grace)
    const l = await enter(stub, linus)
    await as(stub, ada).change({ settings: { posting: 'moderator' } })
    g.line.send('c1', 'I')
    expect(await g.line.next('error')).toMatchObject({ code: 'posting_restricted', cid: 'c1' })
    l.line.send('l1', 'me')
    await l.line.until(() => l.line.messages().length === 1)
  })

  it('waits with links while the account is new', async () => {
    const { ada, grace, stub } = await workshop()
    await as(stub, ada).change({ settings: { linksAfterMs: 3_600_000 } })
    const { line } = await enter(stub, grace)
    line.send('c1', 'look at https://example.org')
    const refusal = await line.next('error')
    expect(refusal).toMatchObject({ code: 'links_restricted' })
    expect(refusal.retryAfter).toBeGreaterThan(3_000_000)
    line.send('c2', 'look at that')
    await line.until(() => line.messages().length === 1)
  })
})

describe('word filters', () => {
  it('refuse what holds such a word, from members', async () => {
    const { ada, grace, linus, stub } = await workshop()
    expect(await as(stub, grace).setFilters({ words: ['heron'] })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, grace).filters({})).toMatchObject({ problem: 'forbidden' })
    expect(await as(stub, linus).setFilters({ words: ['heron', 'heron'] })).toEqual({
      ok: true,
      value: { words: ['heron'] },
    })
    const g = await enter(stub, grace)
    g.line.send('c1', 'A HERON!')
    expect(await g.line.next('error')).toMatchObject({ code: 'word_filtered', cid: 'c1' })
    await evictDurableObject(stub)
    const again = await enter(stub, grace)
    again.line.send('c2', 'a heron?')
    expect(await again.line.next('error')).toMatchObject({ code: 'word_filtered' })
    // The words themselves are in nobody's log.
    expect(JSON.stringify((await enter(stub, ada)).welcome.events)).not.toContain('heron')
    await as(stub, ada).setFilters({ words: [] })
    again.line.send('c3', 'a heron')
    await again.line.until(() => again.line.messages().length === 1)
  })
})
