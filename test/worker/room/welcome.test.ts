import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { WELCOME_MEMBERS } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Members } from '../../../worker/room/members.ts'
import { as } from '../support/as.ts'
import { person } from '../support/people.ts'
import { dial, type RoomStub, room } from '../support/rooms.ts'

const BODY = 'x'.repeat(140)

async function welcomed(stub: RoomStub, who: Identity, held = {}) {
  const line = await dial(stub, who)
  line.say({ type: 'hello', v: 3, ...held })
  return { line, welcome: await line.next('welcome') }
}

/** Makes a room as large as it may be asked to be, without thousands of sign-ins. */
async function crowd(stub: RoomStub, people: number): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    const members = new Members(storage.sql)
    storage.transactionSync(() => {
      for (let n = 0; n < people; n++) {
        const id = v7()
        const names = { username: `guest-${n}`, displayName: `Guest number ${n}` }
        members.put({ id, ...names, role: 'member', joinedAt: n })
      }
    })
  })
  await evictDurableObject(stub)
}

describe('the welcome of a room of ten thousand', () => {
  it('stays below 30 kB, and knows oneself, who speaks, and how many there are', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await welcomed(stub, ada)
    for (let n = 0; n < 20; n++) a.line.send(`c${n}`, BODY)
    await a.line.until(() => a.line.messages().length === 20)
    const g = await welcomed(stub, grace)
    for (let n = 0; n < 20; n++) g.line.send(`c${n}`, BODY)
    await g.line.until(() => g.line.messages().length === 20)
    await crowd(stub, 10_000)
    const { welcome } = await welcomed(stub, grace)
    expect(new TextEncoder().encode(JSON.stringify(welcome)).length).toBeLessThan(30_000)
    expect(welcome.memberCount).toBe(10_002)
    const ids = (welcome.members ?? []).map(({ id }) => id)
    expect(ids).toContain(ada.id)
    expect(ids).toContain(grace.id)
    expect(ids).toHaveLength(WELCOME_MEMBERS)
    // The newest events without a gap, up to the head.
    expect(welcome.events.at(-1)?.seq).toBe(welcome.head)
    const seqs = welcome.events.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
    expect(seqs.length).toBeGreaterThan(30)
  })

  it('leads to the others, page by page, by standing and name', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await crowd(stub, 250)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await as(stub, ada).members({ q: '', limit: 100, after })
      if (!page.ok) throw new Error(page.problem)
      expect(page.value.total).toBe(251)
      seen.push(...page.value.members.map(({ displayName }) => displayName))
      after = page.value.after ?? undefined
    } while (after !== undefined)
    expect(new Set(seen).size).toBe(251)
    expect(seen[0]).toBe('Ada')
    expect(seen.slice(1)).toEqual([...seen.slice(1)].sort())
    const found = await as(stub, ada).members({ q: 'NUMBER 24', limit: 100 })
    expect(found.ok && found.value.members.map(({ username }) => username).sort()).toEqual(
      ['guest-24', ...Array.from({ length: 10 }, (_, n) => `guest-24${n}`)].sort(),
    )
    expect(await as(stub, ada).members({ q: '%', limit: 5 })).toMatchObject({
      value: { members: [] },
    })
    const [one] = found.ok ? found.value.members : []
    const ids = [one?.id ?? '', ada.id, v7()]
    expect(await as(stub, ada).members({ q: '', limit: 1, ids })).toMatchObject({
      value: { members: [{ id: one?.id, here: false }, { id: ada.id }], after: null },
    })
    expect(await as(stub, ada).members({ q: '', limit: 1, role: 'owner' })).toMatchObject({
      value: { members: [{ id: ada.id }], after: null },
    })
  })
})

describe('a welcome', () => {
  it('of a small room holds everybody, and of an older client as before', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const { welcome } = await welcomed(stub, ada)
    expect(welcome).toMatchObject({ v: 3, memberCount: 2, hereCount: 1, presence: [ada.id] })
    expect(welcome.members?.map(({ id }) => id).sort()).toEqual([ada.id, grace.id].sort())
    const line = await dial(stub, grace)
    line.say({ type: 'hello', v: 2 })
    const older = await line.next('welcome')
    expect(older.members).toHaveLength(2)
    expect(older.memberCount).toBeUndefined()
  })

  it('holds one message at least, however long', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await welcomed(stub, ada)
    line.send('c1', '😀'.repeat(4_000))
    line.send('c2', '😀'.repeat(4_000))
    await line.until(() => line.messages().length === 2)
    const { welcome } = await welcomed(stub, ada)
    expect(welcome.events).toMatchObject([{ cid: 'c2' }])
  })

  it('knows those who speak in what was missed, also who has left', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const { welcome, line } = await welcomed(stub, ada)
    const g = await welcomed(stub, grace)
    g.line.send('c1', 'bye')
    await g.line.until(() => g.line.messages().length === 1)
    await as(stub, grace).leave({})
    line.close()
    const held = { epoch: welcome.epoch, lastSeq: welcome.head }
    const resumed = await welcomed(stub, ada, held)
    expect(resumed.welcome.members).toMatchObject([
      { id: ada.id },
      { id: grace.id, role: null, displayName: 'Grace' },
    ])
  })
})
