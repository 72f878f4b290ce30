import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ROOM_NAME_MAX_CHARS } from '../../../protocol/limits.ts'
import { type RoomAnswer, roomAnswerSchema, roomListSchema } from '../../../protocol/rest.ts'
import { rooms } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import {
  expectProblem,
  POSTGRES_AWAY,
  signedUp,
  username,
  type Visitor,
} from '../support/visitor.ts'

const ROOMS = '/api/rooms'

async function make(who: Visitor, name: string, visibility?: string): Promise<RoomAnswer> {
  const response = await who.post(ROOMS, { name, ...(visibility && { visibility }) })
  expect(response.status).toBe(201)
  return roomAnswerSchema.parse(await response.json())
}

async function list(who: Visitor) {
  return roomListSchema.parse(await (await who.get(ROOMS)).json())
}

describe('a new room', () => {
  test('belongs to its maker and stands in their list at once', async () => {
    const ada = await signedUp('Ada')
    const name = username('Engine Room')
    const { room, me } = await make(ada, `  ${name} `)
    expect(room).toMatchObject({ name, topic: '', visibility: 'public' })
    expect(me).toMatchObject({ id: ada.session.account.id, role: 'owner', displayName: 'Ada' })
    const mine = (await list(ada)).joined.find(other => other.id === room.id)
    expect(mine).toMatchObject({ name, members: 1, role: 'owner' })
  })

  test.each([
    ['the same', (name: string) => name],
    ['upper case', (name: string) => name.toUpperCase()],
    ['full width', (name: string) => name.replace('l', 'ｌ')],
  ])('cannot have a name that is taken: %s', async (_, variant) => {
    const ada = await signedUp('Ada')
    const name = username('lobby')
    await make(ada, name)
    await expectProblem(await ada.post(ROOMS, { name: variant(name) }), 'room_name_taken')
  })

  test('gets its name once, however many ask at the same time', async () => {
    const people = await Promise.all(['Ada', 'Grace', 'Linus', 'Mary', 'Alan'].map(signedUp))
    const name = username('race')
    const asked = people.map(who => who.post(ROOMS, { name }))
    const statuses = (await Promise.all(asked)).map(response => response.status)
    expect(statuses.sort()).toEqual([201, 409, 409, 409, 409])
  })

  test('is made once when its maker asks twice at the same time', async () => {
    const ada = await signedUp('Ada')
    const name = username('twice')
    await Promise.all([ada.post(ROOMS, { name }), ada.post(ROOMS, { name })])
    expect((await list(ada)).joined).toMatchObject([{ name, members: 1, role: 'owner' }])
  })

  test.each([
    ['no name', {}, ['name']],
    ['a blank name', { name: ' \u200b\u3164 ' }, ['name']],
    ['a name of two lines', { name: 'Engine\nRoom' }, ['name']],
    ['a name with U+0000', { name: 'Engine\u0000Room' }, ['name']],
    ['half a character', { name: 'Engine \ud83d' }, ['name']],
    ['a long name', { name: 'x'.repeat(ROOM_NAME_MAX_CHARS + 1) }, ['name']],
    ['a name of the wrong type', { name: ['Engine Room'] }, ['name']],
    ['an unknown visibility', { name: 'Engine Room', visibility: 'secret' }, ['visibility']],
    ['an owner', { name: 'Engine Room', createdBy: crypto.randomUUID() }, ['createdBy']],
    ['an id', { name: 'Engine Room', id: crypto.randomUUID() }, ['id']],
  ])('is refused with %s', async (_, body, names) => {
    const ada = await signedUp('Ada')
    const problem = await expectProblem(await ada.post(ROOMS, body), 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual(names)
  })

  test('is refused while Postgres is away', async () => {
    const ada = await signedUp('Ada')
    const response = await ada.under(POSTGRES_AWAY).post(ROOMS, { name: username('attic') })
    await expectProblem(response, 'unavailable')
  })
})

describe('a reserved name', () => {
  async function reserve(who: Visitor & { session: { account: { id: string } } }, hours: number) {
    const name = username('reserved')
    const createdAt = new Date(Date.now() - hours * 3_600_000)
    const createdBy = who.session.account.id
    const row = { id: crypto.randomUUID(), name, nameKey: name, visibility: 'public' } as const
    await db.insert(rooms).values({ ...row, createdBy, createdAt })
    return row
  }

  test('is not listed: no room has come of it', async () => {
    const ada = await signedUp('Ada')
    const { id } = await reserve(ada, 1)
    const { joined, open } = await list(ada)
    expect([...joined, ...open].map(room => room.id)).not.toContain(id)
  })

  test('is taken for a day', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { name } = await reserve(ada, 23)
    await expectProblem(await grace.post(ROOMS, { name }), 'room_name_taken')
  })

  test('is of use to its maker at once, for the room it was held for', async () => {
    const ada = await signedUp('Ada')
    const { name, id } = await reserve(ada, 1)
    const { room } = await make(ada, name)
    expect(room.id).toBe(id)
    await expectProblem(await ada.post(ROOMS, { name }), 'room_name_taken')
  })

  test('is free again after a day in which nothing came of it', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { name } = await reserve(ada, 25)
    const { room } = await make(grace, name)
    const rows = await db.select().from(rooms).where(eq(rooms.nameKey, name))
    expect(rows.map(row => row.id)).toEqual([room.id])
  })

  test('is not free after a day when a room has come of it', async () => {
    const ada = await signedUp('Ada')
    const { name, id } = await reserve(ada, 25)
    await db.update(rooms).set({ headSeq: 2 }).where(eq(rooms.id, id))
    await expectProblem(await ada.post(ROOMS, { name }), 'room_name_taken')
  })
})

describe('the list', () => {
  test('keeps mine apart from the public ones I could join', async () => {
    const ada = await signedUp('Ada')
    const grace = await signedUp('Grace')
    const { room } = await make(ada, username('Workshop'))
    const before = await list(grace)
    expect(before.joined).toEqual([])
    expect(before.open.find(open => open.id === room.id)).toMatchObject({ members: 1, role: null })
    await grace.post(`${ROOMS}/${room.id}/join`)
    const after = await list(grace)
    expect(after.joined).toMatchObject([{ id: room.id, members: 2, role: 'member' }])
    expect(after.open.map(open => open.id)).not.toContain(room.id)
  })

  test('does not tell of private rooms to others', async () => {
    const ada = await signedUp('Ada')
    const { room } = await make(ada, username('Study'), 'private')
    expect((await list(ada)).joined.map(mine => mine.id)).toContain(room.id)
    const { joined, open } = await list(await signedUp('Grace'))
    expect([...joined, ...open].map(other => other.id)).not.toContain(room.id)
  })

  test('begins with what happened last', async () => {
    const ada = await signedUp('Ada')
    const made = []
    for (const name of ['first', 'second', 'third']) made.push(await make(ada, username(name)))
    const ids = (await list(ada)).joined.map(room => room.id)
    expect(ids).toEqual(made.map(answer => answer.room.id).reverse())
  })

  test('is refused while Postgres is away', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.under(POSTGRES_AWAY).get(ROOMS), 'unavailable')
  })
})
