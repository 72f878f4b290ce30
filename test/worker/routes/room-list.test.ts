import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  type Preferences,
  preferencesSchema,
  roomAnswerSchema,
  roomListSchema,
} from '../../../protocol/rest.ts'
import { roomInvitations, rooms } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, signedUp, type Visitor } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>

async function list(who: Visitor) {
  return roomListSchema.parse(await (await who.get('/api/rooms')).json())
}

async function keep(who: Visitor, id: string, body: Partial<Preferences>): Promise<Preferences> {
  const answer = await who.ask('PATCH', `/api/rooms/${id}/preferences`, { body })
  expect(answer.status).toBe(200)
  return preferencesSchema.parse(await answer.json())
}

async function talk(who: Visitor, ...others: Person[]): Promise<string> {
  const usernames = others.map(other => other.session.account.username)
  const answer = await who.post('/api/conversations', { usernames })
  return roomAnswerSchema.parse(await answer.json()).room.id
}

const idOf = (who: Person) => who.session.account.id

describe('what somebody keeps of a room', () => {
  test('stays until they change it, and is theirs alone', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const id = await makeRoom(ada)
    await grace.post(`/api/rooms/${id}/join`, {})
    expect((await list(ada)).joined[0]?.preferences).toEqual({
      ...{ favourite: false, muted: false, hidden: false },
    })
    expect(await keep(ada, id, { favourite: true })).toMatchObject({
      favourite: true,
      muted: false,
    })
    expect(await keep(ada, id, { muted: true })).toMatchObject({ favourite: true, muted: true })
    expect(await keep(ada, id, {})).toMatchObject({ favourite: true, muted: true })
    expect((await list(ada)).joined[0]?.preferences).toMatchObject({ favourite: true, muted: true })
    expect((await list(grace)).joined[0]?.preferences).toMatchObject({ favourite: false })
  })

  test('is nothing where they do not belong', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const [open, closed] = [await makeRoom(ada), await makeRoom(ada, 'private')]
    const ask = (id: string) =>
      grace.ask('PATCH', `/api/rooms/${id}/preferences`, { body: { favourite: true } })
    await expectProblem(await ask(open), 'not_a_member')
    await expectProblem(await ask(closed), 'not_found')
  })

  test('can put a conversation away until somebody speaks', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const id = await talk(ada, grace)
    expect(await keep(ada, id, { hidden: true })).toMatchObject({ hidden: true })
    expect((await list(ada)).joined).toEqual([])
    expect((await list(grace)).joined.map(room => room.id)).toEqual([id])
    const later = new Date(Date.now() + 1_000)
    await db.update(rooms).set({ lastActivityAt: later }).where(eq(rooms.id, id))
    expect((await list(ada)).joined).toMatchObject([{ id, preferences: { hidden: false } }])
  })

  test('is forgotten of a conversation that they open again', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const id = await talk(ada, grace)
    await keep(ada, id, { hidden: true, muted: true })
    expect(await talk(ada, grace)).toBe(id)
    expect((await list(ada)).joined).toMatchObject([
      { id, preferences: { hidden: false, muted: true } },
    ])
  })

  test('does not put a room away', async () => {
    const ada = await signedUp('Ada')
    const id = await makeRoom(ada)
    expect(await keep(ada, id, { hidden: true })).toMatchObject({ hidden: false })
    expect((await list(ada)).joined.map(room => room.id)).toEqual([id])
  })
})

describe('the list', () => {
  test('names the others of a conversation, of many some, and nobody of a room', async () => {
    const ada = await signedUp('Ada')
    const others: Person[] = []
    for (let n = 0; n < 10; n++) others.push(await signedUp(`Guest ${n}`))
    const [grace] = others as [Person]
    const [room, direct, group] = [
      await makeRoom(ada),
      await talk(ada, grace),
      await talk(ada, ...others),
    ]
    const { joined } = await list(ada)
    const of = (id: string) => joined.find(one => one.id === id)
    expect(of(room)?.people).toEqual([])
    const { id, username, displayName } = grace.session.account
    expect(of(direct)).toMatchObject({
      ...{ kind: 'direct', name: '', members: 2, role: 'member' },
      people: [{ id, username, displayName }],
    })
    expect(of(group)).toMatchObject({ kind: 'group', members: 11 })
    expect(of(group)?.people).toHaveLength(8)
    expect(of(group)?.people.map(person => person.id)).not.toContain(idOf(ada))
  })

  test('keeps what is archived to those who belong, and nothing that is deleted', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const [archived, deleted] = [await makeRoom(ada), await makeRoom(ada)]
    await ada.ask('PATCH', `/api/rooms/${archived}`, { body: { archived: true } })
    await ada.ask('DELETE', `/api/rooms/${deleted}`, {})
    expect((await list(ada)).joined).toMatchObject([
      { id: archived, archivedAt: expect.any(Number) },
    ])
    const open = (await list(grace)).open.map(({ id }) => id)
    expect(open).not.toContain(archived)
    expect(open).not.toContain(deleted)
  })

  test('says where one is asked in, by whom and until when', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const id = await makeRoom(ada, 'private')
    const { username } = grace.session.account
    await ada.post(`/api/rooms/${id}/invitations`, { username })
    const { joined, invited } = await list(grace)
    expect(joined).toEqual([])
    expect(invited).toMatchObject([
      { room: { id, role: null, members: 1 }, by: { id: idOf(ada), displayName: 'Ada' } },
    ])
    expect(invited[0]?.until).toBeGreaterThan(Date.now())
    expect((await list(ada)).invited).toEqual([])
    const theirs = and(eq(roomInvitations.roomId, id), eq(roomInvitations.userId, idOf(grace)))
    await db.update(roomInvitations).set({ expiresAt: new Date() }).where(theirs)
    expect((await list(grace)).invited).toEqual([])
  })

  test('says so no longer of who has come', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const id = await makeRoom(ada, 'private')
    await ada.post(`/api/rooms/${id}/invitations`, { username: grace.session.account.username })
    await grace.post(`/api/rooms/${id}/join`, {})
    const { joined, invited } = await list(grace)
    expect(joined).toMatchObject([{ id, role: 'member', members: 2 }])
    expect(invited).toEqual([])
  })
})
