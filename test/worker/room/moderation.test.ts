import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { Log } from '../../../worker/room/log.ts'
import { as } from '../support/as.ts'
import { fill } from '../support/fill.ts'
import { person } from '../support/people.ts'
import { enter, room } from '../support/rooms.ts'

const MINUTE_MS = 60_000

async function workshop() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace, linus)
  return { ada, grace, linus, stub }
}

const has = (type: RoomEvent['type']) => (events: RoomEvent[]) =>
  events.some(event => event.type === type)

describe('somebody who is muted', () => {
  it('reads on and cannot speak, from the moment it is told, until they may again', async () => {
    const { ada, grace, stub } = await workshop()
    const g = await enter(stub, grace)
    const before = Date.now()
    const muted = await as(stub, ada).mute({ userId: grace.id, minutes: 10, reason: 'Calm down' })
    expect(muted).toMatchObject({ ok: true, value: { id: grace.id } })
    const events = await g.line.until(has('member.muted'))
    const told = events.find(event => event.type === 'member.muted')
    expect(told).toMatchObject({ by: ada.id, reason: 'Calm down', member: { id: grace.id } })
    expect(told?.member.mutedUntil).toBeGreaterThanOrEqual(before + 10 * MINUTE_MS)
    g.line.send('c1', 'but I')
    const refusal = await g.line.next('error')
    expect(refusal).toMatchObject({ code: 'muted', cid: 'c1' })
    expect(refusal.retryAfter).toBeGreaterThan(9 * MINUTE_MS)
    await as(stub, ada).mute({ userId: grace.id, minutes: null })
    g.line.send('c2', 'thank you')
    await g.line.until(seen => seen.some(event => event.type === 'message.sent'))
  })

  it('stays so over a sleep, and by leaving and coming back', async () => {
    const { ada, grace, stub } = await workshop()
    await as(stub, ada).mute({ userId: grace.id, minutes: 10 })
    await as(stub, grace).leave({})
    await evictDurableObject(stub)
    expect(await as(stub, grace).join({})).toMatchObject({
      value: { me: { mutedUntil: expect.any(Number) } },
    })
    const { line } = await enter(stub, grace)
    line.send('c1', 'here I am')
    expect(await line.next('error')).toMatchObject({ code: 'muted' })
  })

  it('is still told of what they had said before', async () => {
    const { ada, grace, stub } = await workshop()
    const g = await enter(stub, grace)
    g.line.send('c1', 'before')
    await g.line.until(has('message.sent'))
    await as(stub, ada).mute({ userId: grace.id, minutes: 10 })
    g.line.send('c1', 'before')
    expect(await g.line.next('ack')).toMatchObject({ cid: 'c1', event: { body: 'before' } })
  })
})

describe('whoever is acted on', () => {
  it('is not oneself, not a better, not an equal, and belongs', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const stranger = await person('Mallory')
    await as(stub, ada).appoint({ userId: grace.id, role: 'moderator' })
    await as(stub, ada).appoint({ userId: linus.id, role: 'moderator' })
    const moderator = as(stub, grace)
    const mute = async (userId: string) => {
      const outcome = await moderator.mute({ userId, minutes: 1 })
      return outcome.ok ? 'ok' : outcome.problem
    }
    expect(await mute(grace.id)).toBe('self_target')
    expect(await mute(ada.id)).toBe('outranked')
    expect(await mute(linus.id)).toBe('outranked')
    expect(await mute(stranger.id)).toBe('no_such_member')
    await as(stub, linus).leave({})
    expect(await mute(linus.id)).toBe('no_such_member')
  })
})

describe('owners', () => {
  it('demote each other at once, and one of them stays', async () => {
    const { ada, grace, stub } = await workshop()
    await as(stub, ada).appoint({ userId: grace.id, role: 'owner' })
    const outcomes = await Promise.all([
      as(stub, ada).appoint({ userId: grace.id, role: 'member' }),
      as(stub, grace).appoint({ userId: ada.id, role: 'member' }),
    ])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ problem: 'forbidden' })
    const page = await as(stub, ada).members({ q: '', limit: 10 })
    expect(page.ok && page.value.members.filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  it('hand the room over in one step', async () => {
    const { ada, grace, stub } = await workshop()
    const { line } = await enter(stub, grace)
    expect(await as(stub, grace).transfer({ userId: grace.id })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, ada).transfer({ userId: ada.id })).toMatchObject({
      problem: 'self_target',
    })
    expect(await as(stub, ada).transfer({ userId: grace.id })).toMatchObject({
      value: { id: ada.id, role: 'admin' },
    })
    const seen = await line.until(
      events => events.filter(event => event.type === 'member.changed').length === 2,
    )
    expect(seen.filter(event => event.type === 'member.changed')).toMatchObject([
      { member: { id: grace.id, role: 'owner' }, was: 'member' },
      { member: { id: ada.id, role: 'admin' }, was: 'owner' },
    ])
    expect(await as(stub, ada).leave({})).toMatchObject({ ok: true })
  })

  it('are not taken away while they are the last, whoever asks', async () => {
    const { ada, stub } = await workshop()
    const admin = as(stub, await person('Katherine'), true)
    for (const outcome of [
      await admin.remove({ userId: ada.id, ban: true }),
      await admin.appoint({ userId: ada.id, role: 'member' }),
    ])
      expect(outcome).toEqual({ ok: false, problem: 'sole_owner' })
  })
})

describe('a ban', () => {
  it('takes along what they said of late, and is lifted again', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const l = await enter(stub, linus)
    const g = await enter(stub, grace)
    l.line.send('l1', 'mine stays')
    for (const cid of ['c1', 'c2', 'c3']) g.line.send(cid, `spam ${cid}`)
    await l.line.until(() => l.line.messages().length === 4)
    const wanted = { userId: grace.id, ban: true, purgeHours: 1, reason: 'Spam' }
    expect(await as(stub, ada).remove(wanted)).toMatchObject({ ok: true })
    expect(await g.line.closed).toMatchObject({ code: 4003 })
    const seen = await l.line.until(has('message.deleted'))
    const [left, deleted] = seen.slice(-2)
    expect(left).toMatchObject({ type: 'member.left', banned: true, reason: 'Spam' })
    expect(deleted).toMatchObject({ type: 'message.deleted', by: ada.id, reason: 'Spam' })
    const history = await as(stub, linus).history({ limit: 50 })
    expect(history.ok && history.value.messages.map(({ body }) => body)).toEqual([
      'mine stays',
      '',
      '',
      '',
    ])
    expect(await as(stub, ada).banned({})).toMatchObject({
      value: [{ person: { id: grace.id }, by: ada.id, reason: 'Spam' }],
    })
    expect(await as(stub, grace).join({})).toEqual({ ok: false, problem: 'banned' })
    expect(await as(stub, ada).unban({ userId: grace.id })).toEqual({ ok: true, value: null })
    expect(await as(stub, ada).unban({ userId: grace.id })).toMatchObject({
      problem: 'no_such_member',
    })
    expect(await as(stub, grace).join({})).toMatchObject({ ok: true })
  })

  it('looks through what was said piece by piece, from the newest on', async () => {
    const { ada, grace, stub } = await workshop()
    await fill(stub, grace, 1_200)
    const asked = await runInDurableObject(stub, () => vi.spyOn(Log.prototype, 'after'))
    const wanted = { userId: grace.id, ban: true, purgeHours: 1 }
    expect(await as(stub, ada).remove(wanted)).toMatchObject({ ok: true })
    expect(Math.max(...asked.mock.calls.map(([, limit]) => limit))).toBeLessThanOrEqual(500)
    asked.mockRestore()
    const last = await runInDurableObject(stub, (_, { storage }) => new Log(storage.sql).newest(1))
    expect(last).toMatchObject([{ type: 'message.deleted', by: ada.id }])
    const [deleted] = last
    const targets = deleted?.type === 'message.deleted' ? deleted.targets : []
    expect(targets).toHaveLength(500)
    expect(targets.at(-1)).toBe((deleted?.seq ?? 0) - 2)
    expect(targets[0]).toBe((deleted?.seq ?? 0) - 501)
  })

  it('during a send leaves nothing of it after the ban', async () => {
    const { ada, grace, stub } = await workshop()
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    for (let n = 0; n < 15; n++) g.line.send(`c${n}`, `message ${n}`)
    const banned = as(stub, ada).remove({ userId: grace.id, ban: true })
    for (let n = 15; n < 20; n++) g.line.send(`c${n}`, `message ${n}`)
    await Promise.all([banned, g.line.closed])
    const seen = await a.line.until(has('member.left'))
    const end = seen.findIndex(event => event.type === 'member.left')
    expect(seen.slice(end).filter(event => event.by === grace.id)).toEqual([])
    a.line.send('a1', 'quiet again')
    await a.line.until(events => events.some(event => event.by === ada.id && 'cid' in event))
    const later = a.line.events().filter(event => event.by === grace.id && 'cid' in event)
    expect(later.every(({ seq }) => seq < (seen[end]?.seq ?? 0))).toBe(true)
  })
})

describe('an admin of the deployment', () => {
  it('acts on anybody without belonging', async () => {
    const { ada, grace, stub } = await workshop()
    const katherine = await person('Katherine')
    const admin = as(stub, katherine, true)
    expect(await as(stub, katherine).mute({ userId: grace.id, minutes: 5 })).toMatchObject({
      problem: 'not_a_member',
    })
    expect(await admin.appoint({ userId: grace.id, role: 'owner' })).toMatchObject({ ok: true })
    expect(await admin.mute({ userId: ada.id, minutes: 5 })).toMatchObject({ ok: true })
    expect(await admin.remove({ userId: ada.id, ban: false })).toMatchObject({ ok: true })
  })
})
