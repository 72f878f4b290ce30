import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import type { InboxFrame } from '../../../protocol/inbox-frames.ts'
import {
  FRAME_MAX_BYTES,
  FRAMES_BURST,
  HELLO_TIMEOUT_MS,
  INBOX_SOCKETS_MAX,
  INBOX_VERSION,
  WATCH_BURST,
  WATCHED_MAX,
} from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { InboxObject } from '../../../worker/inbox/inbox-object.ts'
import { born, dialInbox, enterInbox, inboxStub } from '../support/inboxes.ts'
import { person } from '../support/people.ts'
import { room } from '../support/rooms.ts'

type Failed = Extract<InboxFrame, { type: 'error' }>

describe('a socket of an inbox', () => {
  it('is for its own person alone', async () => {
    const [ada, mallory] = await Promise.all([person('Ada'), person('Mallory')])
    const line = await dialInbox(mallory, ada.id)
    expect((await line.closed).code).toBe(CLOSE.forbidden)
  })

  it.each([
    ['what is not JSON', 'nonsense', 'bad_json'],
    ['a list', '[]', 'bad_json'],
    ['a frame of no type', '{}', 'unknown_frame'],
    ['a frame of a room', '{"type":"send","cid":"1","body":"a"}', 'unknown_frame'],
    ['what an object has by itself', '{"type":"constructor"}', 'unknown_frame'],
    ['a watch of nobody', '{"type":"watch"}', 'bad_frame'],
    ['a watch of no id', '{"type":"watch","ids":["ada"]}', 'bad_frame'],
    [
      'a watch of too many',
      JSON.stringify({ type: 'watch', ids: Array(WATCHED_MAX + 1).fill(crypto.randomUUID()) }),
      'bad_frame',
    ],
    ['an unknown field', '{"type":"presence","away":true,"id":"x"}', 'bad_frame'],
    ['a second hello', `{"type":"hello","v":${INBOX_VERSION}}`, 'hello_repeated'],
  ])('is told what is wrong with %s, and stays open', async (_, text, code) => {
    const line = await enterInbox(await person('Ada'))
    line.socket.send(text)
    expect((await line.next('error')).code).toBe(code)
    expect(await line.watch()).toEqual([])
  })

  it('says hello first, in a version that is spoken', async () => {
    const ada = await person('Ada')
    const line = await dialInbox(ada)
    line.say({ type: 'watch', ids: [] })
    expect((await line.next('error')).code).toBe('hello_required')
    line.say({ type: 'hello', v: INBOX_VERSION + 1 })
    expect((await line.closed).code).toBe(CLOSE.version)
  })

  it('ends when it brings bytes, or too much at once', async () => {
    const ada = await person('Ada')
    const bytes = await enterInbox(ada)
    bytes.socket.send(new Uint8Array([1]))
    expect((await bytes.closed).code).toBe(CLOSE.binary)
    const large = await enterInbox(ada)
    large.socket.send('x'.repeat(FRAME_MAX_BYTES + 1))
    expect((await large.closed).code).toBe(CLOSE.tooBig)
    const many = await enterInbox(ada)
    for (let n = 0; n < FRAMES_BURST * 3; n++) many.say({ type: 'presence', away: false })
    expect((await many.closed).code).toBe(CLOSE.tooMany)
  })

  it('ends when it says no hello', async () => {
    const ada = await person('Ada')
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const silent = await dialInbox(ada)
    const [overdue] = timers.mock.calls.find(([, ms]) => ms === HELLO_TIMEOUT_MS) ?? []
    timers.mockRestore()
    if (typeof overdue === 'function') overdue()
    expect((await silent.closed).code).toBe(CLOSE.helloTimeout)
  })

  it('is one of so many, of which the oldest has to go', async () => {
    const ada = await person('Ada')
    const first = await enterInbox(ada)
    for (let n = 0; n < INBOX_SOCKETS_MAX; n++) await enterInbox(ada)
    expect((await first.closed).code).toBe(CLOSE.tooMany)
  })

  it('waits when it asks too often', async () => {
    const line = await enterInbox(await person('Ada'))
    for (let n = 0; n <= WATCH_BURST; n++) line.say({ type: 'watch', ids: [] })
    const refused: Failed = await line.next('error')
    expect(refused).toMatchObject({ code: 'rate_limited' })
    expect(refused.retryAfter).toBeGreaterThan(0)
  })

  it('ends with its sign-in, whether it was there before or comes a moment later', async () => {
    const ada = await person('Ada')
    const phone = await enterInbox(ada)
    const laptop = await enterInbox({ ...ada, sessionId: crypto.randomUUID() })
    expect(await inboxStub(ada.id).endSession(ada.sessionId)).toBe(1)
    expect((await phone.closed).code).toBe(CLOSE.unauthenticated)
    expect((await (await dialInbox(ada)).closed).code).toBe(CLOSE.unauthenticated)
    expect(await laptop.watch()).toEqual([])
  })

  it('ends when its sign-in has run out, before it is told anything more', async () => {
    const [ada, grace] = await two()
    const line = await enterInbox({ ...ada, expiresAt: Date.now() + 500 })
    await line.watch(grace)
    await new Promise(resolve => setTimeout(resolve, 500))
    await enterInbox(grace)
    expect((await line.closed).code).toBe(CLOSE.unauthenticated)
    expect(line.frames.filter(({ type }) => type === 'live')).toHaveLength(1)
  })

  it('is told of the others, and to ask again, where one inbox does not answer', async () => {
    const [ada, grace] = await two()
    const linus = await person('Linus')
    await room(ada, linus)
    const line = await enterInbox(ada)
    await enterInbox(linus)
    const { watched } = InboxObject.prototype
    vi.spyOn(InboxObject.prototype, 'watched').mockImplementation(async function (
      this: InboxObject,
      id: string,
    ) {
      if (isOf(this, grace)) throw new Error('away')
      return await watched.call(this, id)
    })
    expect(await line.watch(grace, linus)).toEqual([{ id: linus.id, presence: 'here' }])
    expect(await line.next('error')).toMatchObject({ code: 'unavailable' })
    vi.restoreAllMocks()
    expect(await line.watch(grace, linus)).toEqual([
      { id: grace.id, presence: 'offline' },
      { id: linus.id, presence: 'here' },
    ])
  })

  it('leaves nothing of an account that is deleted', async () => {
    const [ada, grace] = await two()
    const a = await enterInbox(ada)
    const g = await enterInbox(grace)
    await a.watch(grace)
    await inboxStub(grace.id).erase()
    expect((await g.closed).code).toBe(CLOSE.unauthenticated)
    expect((await a.next('live')).people).toEqual([{ id: grace.id, presence: 'offline' }])
    await runInDurableObject(inboxStub(grace.id), async (_, { storage }) => {
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
      expect(await storage.getAlarm()).toBeNull()
    })
    expect(await inboxStub(grace.id).lastSeenAt()).toBeNull()
  })
})

async function two(): Promise<[Identity, Identity]> {
  const people = await Promise.all([person('Ada'), person('Grace')])
  await room(...people)
  await born(...people)
  return people
}

function isOf(object: InboxObject, { id }: Identity): boolean {
  const { ctx } = object as unknown as { ctx: DurableObjectState }
  return ctx.id.name === id
}
