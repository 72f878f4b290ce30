import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import {
  ANYWHERE_LEASE_MS,
  INBOX_VERSION,
  LESS_AFTER_MS,
  PRESENCE_LEASE_MS,
  SILENCE_MAX_MS,
} from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { InboxObject } from '../../../worker/inbox/inbox-object.ts'
import { TELL_TRIES, WATCHER_KEPT_MS } from '../../../worker/inbox/watchers.ts'
import { LEASE_WAKE_MS } from '../../../worker/inbox/whereabouts.ts'
import { block } from '../../../worker/store/blocks.ts'
import { accounts } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { born, dialInbox, enterInbox, type InboxLine, inboxStub } from '../support/inboxes.ts'
import { db, person } from '../support/people.ts'
import { room } from '../support/rooms.ts'

const realNow = Date.now
function later(ms: number): void {
  const before = Date.now() - realNow()
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + before + ms)
}
afterEach(() => vi.restoreAllMocks())

/** Two who know each other. */
async function two(): Promise<[Identity, Identity]> {
  const people = await Promise.all([person('Ada'), person('Grace')])
  await room(...people)
  await born(...people)
  return people
}

/** What a line is told next of somebody. */
async function told(line: InboxLine, { id }: Identity) {
  while (true) {
    const standing = (await line.next('live')).people.find(one => one.id === id)
    if (standing !== undefined) return standing
  }
}

async function sockets({ id }: Identity): Promise<number> {
  return await runInDurableObject(inboxStub(id), (_, ctx) => ctx.getWebSockets().length)
}

/** Waits until none of somebody's sockets is left. */
async function deserted(who: Identity): Promise<void> {
  await vi.waitFor(async () => expect(await sockets(who)).toBe(0))
}

async function rows(userId: string, table: string): Promise<unknown[]> {
  return await runInDurableObject(inboxStub(userId), (_, { storage }) =>
    storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
  )
}

describe('how somebody is there, anywhere', () => {
  it('is told to who asks, and from then on when they come, turn away, are back and go', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'offline' }])
    const g = await enterInbox(grace)
    expect(await told(a, grace)).toEqual({ id: grace.id, presence: 'here' })

    g.say({ type: 'presence', away: true })
    await vi.waitFor(async () =>
      expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(true),
    )
    await evictDurableObject(inboxStub(grace.id))
    later(LESS_AFTER_MS)
    await vi.waitFor(async () =>
      expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(true),
    )
    expect(await told(a, grace)).toEqual({ id: grace.id, presence: 'away' })
    later(PRESENCE_LEASE_MS / 2)
    g.say({ type: 'presence', away: false })
    expect(await told(a, grace)).toEqual({ id: grace.id, presence: 'here' })

    const leftAt = Date.now()
    g.close()
    await deserted(grace)
    await runDurableObjectAlarm(inboxStub(grace.id))
    await evictDurableObject(inboxStub(grace.id))
    await vi.waitFor(async () => {
      later(LESS_AFTER_MS)
      await runDurableObjectAlarm(inboxStub(grace.id))
      expect(a.frames.at(-1)).toMatchObject({ people: [{ presence: 'offline' }] })
    })
    const gone = a.frames.at(-1)
    const lastSeenAt = gone?.type === 'live' ? gone.people[0]?.lastSeenAt : undefined
    expect(Math.abs((lastSeenAt ?? 0) - leftAt)).toBeLessThan(5_000)
  })

  it('is the most of what their devices say, and a reload is told to nobody', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    const phone = await enterInbox(grace)
    const laptop = await enterInbox(grace)
    laptop.say({ type: 'presence', away: true })
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'here' }])
    phone.close()
    laptop.close()
    await enterInbox(grace)
    later(LESS_AFTER_MS)
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'here' }])
    expect(a.frames.filter(({ type }) => type === 'live')).toHaveLength(2)
  })

  it('ends with the lease when a device vanishes without a word', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    const ghost = await enterInbox(grace)
    const wasThere = Date.now()
    await a.watch(grace)
    later(LEASE_WAKE_MS)
    a.say({ type: 'presence', away: false })
    await runDurableObjectAlarm(inboxStub(grace.id))
    later(LESS_AFTER_MS)
    await runDurableObjectAlarm(inboxStub(grace.id))
    const gone = await told(a, grace)
    expect(gone.presence).toBe('offline')
    expect(Math.abs((gone.lastSeenAt ?? 0) - wasThere)).toBeLessThan(5_000)
    later(SILENCE_MAX_MS)
    await enterInbox(grace)
    expect(await told(a, grace)).toMatchObject({ presence: 'here' })
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect((await ghost.closed).code).toBe(CLOSE.silent)
  })

  it('is there again with the next word of a device that was given up', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    const g = await enterInbox(grace)
    await a.watch(grace)
    later(LEASE_WAKE_MS)
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect(await told(a, grace)).toMatchObject({ presence: 'offline' })
    // It looks again, as long as a socket is open: a ping wakes nobody.
    expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(true)
    g.say({ type: 'watch', ids: [] })
    expect(await told(a, grace)).toMatchObject({ presence: 'here' })
  })

  it('is away from the start on a device that says so', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    await a.watch(grace)
    const g = await dialInbox(grace)
    g.say({ type: 'hello', v: INBOX_VERSION, away: true })
    expect(await told(a, grace)).toEqual({ id: grace.id, presence: 'away' })
  })

  it('is not away for a reload beside a device that one has long turned away from', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    const laptop = await enterInbox(grace)
    laptop.say({ type: 'presence', away: true })
    const phone = await enterInbox(grace)
    await a.watch(grace)
    later(ANYWHERE_LEASE_MS / 2)
    phone.close()
    await vi.waitFor(async () => expect(await sockets(grace)).toBe(1))
    await runDurableObjectAlarm(inboxStub(grace.id))
    await enterInbox(grace)
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'here' }])
    expect(a.frames.filter(({ type }) => type === 'live')).toHaveLength(2)
  })

  it('ends with the sign-in of the device, though its socket is open', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    const g = await enterInbox({ ...grace, expiresAt: Date.now() + ANYWHERE_LEASE_MS / 4 })
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'here' }])
    later(ANYWHERE_LEASE_MS / 2)
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect((await g.closed).code).toBe(CLOSE.unauthenticated)
    later(LESS_AFTER_MS)
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect(await told(a, grace)).toMatchObject({ presence: 'offline' })
  })

  it('is not known to have ended when it did so unheard, and nobody was told of it', async () => {
    const [ada, grace] = await two()
    await enterInbox(grace)
    await abortAllDurableObjects()
    later(3 * WATCHER_KEPT_MS)
    const a = await enterInbox({ ...ada, expiresAt: Date.now() + WATCHER_KEPT_MS })
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'offline' }])
  })

  it('is told no more to who has left the last room they shared', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    await born(ada, grace)
    const a = await enterInbox(ada)
    const g = await enterInbox(grace)
    expect(await a.watch(grace)).toMatchObject([{ presence: 'here' }])
    await as(stub, grace).leave({})
    g.close()
    await deserted(grace)
    later(LESS_AFTER_MS)
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect(await told(a, grace)).toEqual({ id: grace.id, presence: 'offline' })
    expect(await rows(grace.id, 'watchers')).toEqual([])
  })

  it('goes on over a sleep of either, and an inbox that was killed', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    await a.watch(grace)
    await evictDurableObject(inboxStub(ada.id))
    await evictDurableObject(inboxStub(grace.id))
    const g = await enterInbox(grace)
    expect(await told(a, grace)).toMatchObject({ presence: 'here' })

    await evictDurableObject(inboxStub(ada.id))
    await evictDurableObject(inboxStub(grace.id))
    g.close()
    await vi.waitFor(async () => {
      later(LESS_AFTER_MS)
      await runDurableObjectAlarm(inboxStub(grace.id))
      expect(a.frames.at(-1)).toMatchObject({ people: [{ presence: 'offline' }] })
    })

    await enterInbox(grace)
    await told(a, grace)
    await abortAllDurableObjects()
    const again = await enterInbox(ada)
    // Grace has lost her socket with everybody else, and nobody has looked yet.
    expect(await again.watch(grace)).toMatchObject([{ presence: 'here' }])
    await vi.waitFor(async () => {
      later(LESS_AFTER_MS)
      again.say({ type: 'presence', away: false })
      await runDurableObjectAlarm(inboxStub(grace.id))
      expect(again.frames.at(-1)).toMatchObject({ people: [{ presence: 'offline' }] })
    })
  })

  it('is not told any more to who has stopped asking for a while, and costs nothing then', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    await a.watch(grace)
    expect(await a.watch()).toEqual([])
    const g = await enterInbox(grace)
    await vi.waitFor(async () =>
      expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(true),
    )
    // Likely to ask again soon, they are still on the list.
    expect(await rows(grace.id, 'watchers')).toHaveLength(1)
    later(WATCHER_KEPT_MS)
    g.close()
    await deserted(grace)
    await vi.waitFor(async () => {
      later(LESS_AFTER_MS)
      await runDurableObjectAlarm(inboxStub(grace.id))
      expect(await rows(grace.id, 'watchers')).toEqual([])
    })
    const again = await enterInbox({ ...grace, expiresAt: Date.now() + WATCHER_KEPT_MS })
    again.close()
    await deserted(grace)
    expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(false)
    expect(a.frames.filter(({ type }) => type === 'live')).toHaveLength(2)
  })

  it('is known to who asks later, though nobody was told', async () => {
    const [ada, grace] = await two()
    const g = await enterInbox(grace)
    const leftAt = Date.now()
    g.close()
    await deserted(grace)
    await evictDurableObject(inboxStub(grace.id))
    later(2 * LESS_AFTER_MS)
    expect(Math.abs(((await inboxStub(grace.id).lastSeenAt()) ?? 0) - leftAt)).toBeLessThan(5_000)
    const a = await enterInbox(ada)
    const [gone] = await a.watch(grace)
    expect(gone?.presence).toBe('offline')
    expect(Math.abs((gone?.lastSeenAt ?? 0) - leftAt)).toBeLessThan(5_000)
    expect(await rows(grace.id, 'believed')).toHaveLength(1)
  })

  it('is told again to an inbox that did not answer, and not for ever', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    await a.watch(grace)
    const away = vi.spyOn(InboxObject.prototype, 'told').mockRejectedValue(new Error('away'))
    const g = await enterInbox(grace)
    await vi.waitFor(async () =>
      expect(await rows(grace.id, 'watchers')).toMatchObject([{ tries: 1 }]),
    )
    away.mockRestore()
    await runDurableObjectAlarm(inboxStub(grace.id))
    expect(await told(a, grace)).toMatchObject({ presence: 'here' })
    expect(await rows(grace.id, 'watchers')).toMatchObject([{ tries: 0 }])

    vi.spyOn(InboxObject.prototype, 'told').mockRejectedValue(new Error('away'))
    g.close()
    await deserted(grace)
    later(LESS_AFTER_MS)
    for (let tries = 1; tries < TELL_TRIES; tries++) {
      expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(true)
      expect(await rows(grace.id, 'watchers')).toMatchObject([{ tries }])
    }
    expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(true)
    expect(await rows(grace.id, 'watchers')).toEqual([])
    expect(await runDurableObjectAlarm(inboxStub(grace.id))).toBe(false)
  })

  it('is known as long as one shares a room, and the other has an account', async () => {
    const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
    const stub = await room(ada, grace, linus)
    for (const one of [grace, linus]) await enterInbox(one)
    const a = await enterInbox(ada)
    const presences = async () => (await a.watch(grace, linus)).map(({ presence }) => presence)
    expect(await presences()).toEqual(['here', 'here'])
    await as(stub, grace).leave({})
    expect(await presences()).toEqual(['offline', 'here'])
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, linus.id))
    expect(await presences()).toEqual(['offline', 'offline'])
  })

  it('is nobody’s business who shares no room, was blocked, or is nobody', async () => {
    const [ada, grace] = await two()
    const stranger = await person('Linus')
    await enterInbox(stranger)
    await enterInbox(grace)
    const a = await enterInbox(ada)
    const nobody = { ...grace, id: crypto.randomUUID() }
    expect(await a.watch(grace, stranger, nobody, ada)).toEqual([
      { id: grace.id, presence: 'here' },
      { id: stranger.id, presence: 'offline' },
      { id: nobody.id, presence: 'offline' },
      { id: ada.id, presence: 'offline' },
    ])
    const entry = { action: 'account.blocked', actorId: grace.id, ip: '' } as const
    await block(db, grace.id, ada.id, entry)
    await inboxStub(ada.id).part(grace.id)
    await inboxStub(grace.id).part(ada.id)
    expect(await told(a, grace)).toEqual({ id: grace.id, presence: 'offline' })
    expect(await a.watch(grace)).toEqual([{ id: grace.id, presence: 'offline' }])
    expect(await rows(grace.id, 'watchers')).toEqual([])
    expect(await inboxStub(ada.id).told(grace.id, REPORT)).toBe(false)
  })
})

const REPORT = { presence: 'here', lastSeenAt: null, version: Number.MAX_SAFE_INTEGER } as const
