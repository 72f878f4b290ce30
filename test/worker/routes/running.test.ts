import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { changedRoomSchema, roomAnswerSchema, roomListSchema } from '../../../protocol/rest.ts'
import { accounts, audit, rooms } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { anAdmin, expectProblem, signedUp, username } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>

const change = (who: Person, roomId: string, body: unknown) =>
  who.ask('PATCH', `/api/rooms/${roomId}`, { body })

async function named(roomId: string): Promise<string | undefined> {
  const [row] = await db.select({ name: rooms.name }).from(rooms).where(eq(rooms.id, roomId))
  return row?.name
}

describe('a room’s name', () => {
  test('is unique, whatever its case or form, and told at once', async () => {
    const ada = await signedUp('Ada')
    const taken = username('Harbour')
    const [first, second] = [await makeRoom(ada), await makeRoom(ada)]
    const renamed = await change(ada, first, { name: taken })
    expect(renamed.status).toBe(200)
    expect(changedRoomSchema.parse(await renamed.json()).room.name).toBe(taken)
    expect(await named(first)).toBe(taken)
    const before = await named(second)
    for (const name of [taken.toUpperCase(), taken.replace('H', 'Ｈ').replace('h', 'ｈ')])
      await expectProblem(await change(ada, second, { name }), 'room_name_taken')
    expect(await named(second)).toBe(before)
    // Its own in another case is no conflict.
    expect((await change(ada, first, { name: taken.toUpperCase() })).status).toBe(200)
    const list = roomListSchema.parse(await (await ada.get('/api/rooms')).json())
    expect(list.joined.find(({ id }) => id === first)?.name).toBe(taken.toUpperCase())
  })

  test('is given to one of two who want it at once', async () => {
    const ada = await signedUp('Ada')
    const [first, second] = [await makeRoom(ada), await makeRoom(ada)]
    const name = username('Wanted')
    const answers = await Promise.all([first, second].map(id => change(ada, id, { name })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('stays as it was where one may not change it', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await makeRoom(ada)
    const before = await named(roomId)
    await grace.post(`/api/rooms/${roomId}/join`)
    await expectProblem(await change(grace, roomId, { name: username('Mine') }), 'forbidden')
    expect(await named(roomId)).toBe(before)
  })

  test.each([
    ['nothing', { name: ' ' }, 'name'],
    ['too much', { name: 'x'.repeat(101) }, 'name'],
    ['a setting that is none', { settings: { loud: true } }, 'loud'],
    ['a pace that is none', { settings: { slowModeMs: -1 } }, 'settings.slowModeMs'],
    ['a role that is none', { settings: { posting: 'king' } }, 'settings.posting'],
    ['a field of ours', { deletedAt: 0 }, 'deletedAt'],
  ])('cannot be %s', async (_, body, field) => {
    const ada = await signedUp('Ada')
    const problem = await expectProblem(
      await change(ada, await makeRoom(ada), body),
      'validation_failed',
    )
    expect(problem.errors?.map(error => error.field)).toEqual([field])
  })
})

describe('a deleted room', () => {
  test('frees its name, and comes back under another when that is taken', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const name = (await named(roomId)) ?? ''
    const path = `/api/rooms/${roomId}`
    expect((await ada.ask('DELETE', path, {})).status).toBe(200)
    await expectProblem(await ada.get(path), 'room_deleted')
    const list = roomListSchema.parse(await (await ada.get('/api/rooms')).json())
    expect(list.joined.some(({ id }) => id === roomId)).toBe(false)
    expect((await ada.post('/api/rooms', { name })).status).toBe(201)
    await expectProblem(await ada.post(`${path}/restore`, {}), 'room_name_taken')
    const other = username('Again')
    expect((await ada.post(`${path}/restore`, { name: other })).status).toBe(200)
    expect((await ada.get(path)).status).toBe(200)
    expect(await named(roomId)).toBe(other)
    const after = roomListSchema.parse(await (await ada.get('/api/rooms')).json())
    expect(after.joined.some(({ id }) => id === roomId)).toBe(true)
  })
})

describe('an invitation by name', () => {
  test('is for people who have an account, and tells nobody else who has', async () => {
    const [ada, grace, mary] = [
      await signedUp('Ada'),
      await signedUp('Grace'),
      await signedUp('Mary'),
    ]
    const roomId = await makeRoom(ada, 'private')
    const path = `/api/rooms/${roomId}/invitations`
    await expectProblem(await ada.post(path, { username: 'nobody-at-all' }), 'no_such_account')
    const { username: name } = grace.session.account
    await expectProblem(await mary.post(path, { username: 'nobody-at-all' }), 'not_found')
    expect((await ada.post(path, { username: name.toUpperCase() })).status).toBe(201)
    const list = roomListSchema.parse(await (await grace.get('/api/rooms')).json())
    expect(list.invited).toMatchObject([
      { room: { id: roomId }, by: { id: ada.session.account.id } },
    ])
    await mary.post('/api/blocks', { username: ada.session.account.username })
    const { username: hers } = mary.session.account
    await expectProblem(await ada.post(path, { username: hers }), 'blocked')
    expect((await grace.post(`/api/rooms/${roomId}/join`)).status).toBe(200)
    const after = roomListSchema.parse(await (await grace.get('/api/rooms')).json())
    expect(after.invited).toEqual([])
    expect(after.joined.map(({ id }) => id)).toContain(roomId)
  })
})

describe('an admin of the deployment', () => {
  test('reads in a room they do not belong to, and the audit knows', async () => {
    const [ada, katherine] = [await signedUp('Ada'), await signedUp('Katherine')]
    const id = katherine.session.account.id
    const roomId = await makeRoom(ada, 'private')
    const path = `/api/rooms/${roomId}/messages`
    await expectProblem(await katherine.get(path), 'not_found')
    await db.update(accounts).set({ role: 'admin' }).where(eq(accounts.id, id))
    expect((await katherine.get(path)).status).toBe(200)
    expect((await ada.get(path)).status).toBe(200)
    for (const more of ['messages/some?seqs=1,2', 'pins', 'threads', 'messages/1/readers'])
      expect((await katherine.get(`/api/rooms/${roomId}/${more}`)).status, more).toBe(200)
    const entries = await db
      .select({ action: audit.action, actorId: audit.actorId })
      .from(audit)
      .where(and(eq(audit.roomId, roomId), eq(audit.action, 'room.read_by_admin')))
    const entry = { action: 'room.read_by_admin', actorId: id }
    expect(entries).toEqual([entry, entry, entry, entry, entry])
  })

  test('reads nothing in a conversation, which leaves no trace either', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const usernames = [grace.session.account.username]
    const opened = await ada.post('/api/conversations', { usernames })
    const { room } = roomAnswerSchema.parse(await opened.json())
    const admin = await anAdmin('Katherine')
    await expectProblem(await admin.get(`/api/rooms/${room.id}/messages`), 'not_found')
    expect(await db.select().from(audit).where(eq(audit.roomId, room.id))).toEqual([])
  })
})
