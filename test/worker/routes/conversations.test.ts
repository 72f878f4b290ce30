import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { GROUP_PEOPLE_MAX } from '../../../protocol/limits.ts'
import { type RoomAnswer, roomAnswerSchema, roomListSchema } from '../../../protocol/rest.ts'
import { conversationId } from '../../../worker/domain/conversation-id.ts'
import { audit, members, rooms } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, POSTGRES_AWAY, signedUp, Visitor } from '../support/visitor.ts'
import { enterRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>
const idOf = (who: Person) => who.session.account.id
const nameOf = (who: Person) => who.session.account.username

function open(who: Visitor, ...others: (Person | string)[]): Promise<Response> {
  const usernames = others.map(other => (typeof other === 'string' ? other : nameOf(other)))
  return who.post('/api/conversations', { usernames })
}

async function opened(who: Visitor, ...others: Person[]): Promise<RoomAnswer> {
  const answer = await open(who, ...others)
  expect(answer.status).toBe(200)
  return roomAnswerSchema.parse(await answer.json())
}

async function block(who: Visitor, whom: Person): Promise<void> {
  expect((await who.post('/api/blocks', { username: nameOf(whom) })).status).toBe(204)
}

async function people(count: number): Promise<Person[]> {
  const made: Person[] = []
  for (let n = 0; n < count; n++) made.push(await signedUp('Guest'))
  return made
}

describe('a conversation between two', () => {
  test('is one, although both open it at once', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const answers = await Promise.all([
      ...[opened(ada, grace), opened(grace, ada), opened(ada, grace), opened(grace, ada)],
    ])
    const id = conversationId([idOf(ada), idOf(grace)])
    expect(answers.map(({ room }) => room.id)).toEqual([id, id, id, id])
    expect(answers.map(({ me }) => me.id).sort()).toEqual([ada, grace, ada, grace].map(idOf).sort())
    expect(await db.select().from(rooms).where(eq(rooms.id, id))).toMatchObject([
      { kind: 'direct', name: '', visibility: 'private', memberCount: 2 },
    ])
    const rows = await db
      .select()
      .from(members)
      .where(eq(members.roomId, id))
      .orderBy(asc(members.userId))
    expect(rows.map(({ userId, role }) => [userId, role])).toEqual(
      [idOf(ada), idOf(grace)].sort().map(userId => [userId, 'member']),
    )
  })

  test('has no name, and is nobody’s', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { room, me } = await opened(ada, grace)
    expect(room).toMatchObject({ kind: 'direct', name: '', topic: '', visibility: 'private' })
    expect(me.role).toBe('member')
  })

  test('is a room to talk in for both, and for nobody else', async () => {
    const [ada, grace, mary] = [
      await signedUp('Ada'),
      await signedUp('Grace'),
      await signedUp('Mary'),
    ]
    const { room } = await opened(ada, grace)
    const line = await enterRoom(grace, room.id)
    line.send('c1', 'Hello')
    expect((await line.next('events')).events).toMatchObject([{ body: 'Hello' }])
    await expectProblem(await mary.get(`/api/rooms/${room.id}`), 'not_found')
    const list = roomListSchema.parse(await (await grace.get('/api/rooms')).json())
    expect(list.joined.map(({ id }) => id)).toContain(room.id)
  })

  test('is not audited: nobody is to read who talks to whom', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { room } = await opened(ada, grace)
    expect(await db.select().from(audit).where(eq(audit.roomId, room.id))).toEqual([])
  })

  test.each([
    ['who opens it', (a: Person, b: Person) => [a, b] as const],
    ['the other', (a: Person, b: Person) => [b, a] as const],
  ])('does not begin where %s has blocked', async (_, sides) => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const [who, whom] = sides(ada, grace)
    await block(who, whom)
    await expectProblem(await open(ada, grace), 'blocked')
    await who.ask('DELETE', `/api/blocks/${idOf(whom)}`, {})
    await opened(ada, grace)
  })

  test('stays open to both when one has blocked the other', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { room } = await opened(ada, grace)
    await block(grace, ada)
    expect((await opened(ada, grace)).room.id).toBe(room.id)
  })
})

describe('a conversation of some', () => {
  test('is the same for all, in whichever order they are named', async () => {
    const [ada, grace, linus] = [
      await signedUp('Ada'),
      await signedUp('Grace'),
      await signedUp('Linus'),
    ]
    const { room } = await opened(ada, grace, linus)
    expect(room.kind).toBe('group')
    expect((await opened(linus, ada, grace)).room.id).toBe(room.id)
    // Oneself and a repetition change nothing.
    expect((await opened(grace, linus, grace, ada, linus)).room.id).toBe(room.id)
    expect((await opened(ada, grace)).room.id).not.toBe(room.id)
  })

  test('does not come to be where one of the others and who opens it have blocked', async () => {
    const [ada, grace, linus] = [
      await signedUp('Ada'),
      await signedUp('Grace'),
      await signedUp('Linus'),
    ]
    await block(linus, ada)
    await expectProblem(await open(ada, grace, linus), 'blocked')
    // Between the others it is their own affair.
    await block(grace, linus)
    const mary = await signedUp('Mary')
    await opened(mary, grace, linus)
  })

  test('is of so many people and no more', async () => {
    const [ada, ...others] = await people(GROUP_PEOPLE_MAX + 1)
    if (ada === undefined) throw new Error('nobody')
    await expectProblem(await open(ada, ...others), 'conversation_full')
    const { room } = await opened(ada, ...others.slice(1))
    const rows = await db.select().from(members).where(eq(members.roomId, room.id))
    expect(rows).toHaveLength(GROUP_PEOPLE_MAX)
  })
})

describe('opening a conversation', () => {
  test('takes others, who are there', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    await expectProblem(await open(ada, ada), 'self_target')
    await expectProblem(await open(ada, grace, 'nobody-here-x'), 'no_such_account')
    await expectProblem(await open(ada), 'validation_failed')
    await grace.ask('DELETE', '/api/account', {})
    await expectProblem(await open(ada, grace), 'no_such_account')
  })

  test('is refused to nobody in particular, and while Postgres is away', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    await expectProblem(await open(new Visitor(), grace), 'unauthenticated')
    await expectProblem(await open(ada.under(POSTGRES_AWAY), grace), 'unavailable')
  })
})
