import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { DIRECTORY_PAGE } from '../../../protocol/limits.ts'
import { type Directory, directorySchema } from '../../../protocol/rest.ts'
import { rooms } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, signedUp, type Visitor } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

const DIRECTORY = '/api/rooms/directory'

let ada: Awaited<ReturnType<typeof signedUp>>
beforeAll(async () => {
  ada = await signedUp('Ada')
})

async function page(who: Visitor, query: Record<string, string>): Promise<Directory> {
  const answer = await who.get(`${DIRECTORY}?${new URLSearchParams(query)}`)
  expect(answer.status).toBe(200)
  return directorySchema.parse(await answer.json())
}

async function found(q: string): Promise<string[]> {
  return (await page(ada, { q })).rooms.map(({ name }) => name)
}

/** A room as its log would have left it. */
async function listed(
  room: Partial<typeof rooms.$inferInsert> & { name: string },
): Promise<string> {
  const id = v7()
  const made = {
    id,
    nameKey: room.name.normalize('NFKC').toLowerCase(),
    headSeq: 2,
    memberCount: 1,
  }
  const createdBy = ada.session.account.id
  await db.insert(rooms).values({ ...made, visibility: 'public', createdBy, ...room })
  return id
}

/** A word that nothing else in the run speaks of. */
const word = () => `w${v7().replaceAll('-', '')}`

describe('the directory', () => {
  test('has the rooms with the most members first, page by page, though many have as many', async () => {
    const topic = word()
    const ids: string[] = []
    for (let n = 0; n < DIRECTORY_PAGE + 5; n++)
      ids.push(await listed({ name: `${topic} ${n}`, topic, memberCount: n < 2 ? 9 : 4 }))
    const first = await page(ada, { q: topic })
    expect(first.rooms).toHaveLength(DIRECTORY_PAGE)
    expect(first.rooms.map(({ members }) => members).slice(0, 3)).toEqual([9, 9, 4])
    const second = await page(ada, { q: topic, after: first.after ?? '' })
    expect(second.after).toBeNull()
    const seen = [...first.rooms, ...second.rooms].map(({ id }) => id)
    expect(seen).toEqual([...ids.slice(0, 2).sort(), ...ids.slice(2).sort()])
  })

  test('finds what rooms speak of, whatever its case and form', async () => {
    const [one, two, three] = [word(), word(), word()]
    await listed({ name: `Café ${one}` })
    await listed({ name: `Looms ${v7()}`, topic: `About ${two}.` })
    await listed({ name: `Mills ${v7()}`, description: `Long. ${three} And longer.` })
    expect(await found(`CAFÉ ${one.toUpperCase()}`)).toEqual([`Café ${one}`])
    expect(await found(`ｃａｆé ${one}`)).toEqual([`Café ${one}`])
    expect(await found(` ${two.toUpperCase()} `)).toHaveLength(1)
    expect(await found(three.slice(3))).toHaveLength(1)
  })

  test('takes marks of patterns for what they are', async () => {
    const topic = word()
    await listed({ name: `100% ${topic}` })
    await listed({ name: `100 ${topic}` })
    await listed({ name: `a_b ${topic}` })
    await listed({ name: `a\\b ${topic}` })
    await listed({ name: `axb ${topic}` })
    expect(await found(`100% ${topic}`)).toEqual([`100% ${topic}`])
    expect(await found(`a_b ${topic}`)).toEqual([`a_b ${topic}`])
    expect(await found(`a\\b ${topic}`)).toEqual([`a\\b ${topic}`])
    expect(await found(`%${topic}`)).toEqual([])
  })

  test('is of the rooms anybody could join', async () => {
    const topic = word()
    const at = new Date()
    await listed({ name: `private ${topic}`, visibility: 'private' })
    await listed({ name: `archived ${topic}`, archivedAt: at })
    await listed({ name: `deleted ${topic}`, deletedAt: at })
    await listed({ name: `reserved ${topic}`, headSeq: 0 })
    await listed({ name: `conversation ${topic}`, kind: 'group' })
    await listed({ name: `open ${topic}` })
    expect(await found(topic)).toEqual([`open ${topic}`])
  })

  test('says what the caller is there', async () => {
    const topic = word()
    const id = await makeRoom(ada)
    await ada.ask('PATCH', `/api/rooms/${id}`, { body: { topic } })
    const [own] = (await page(ada, { q: topic })).rooms
    expect(own).toMatchObject({ id, role: 'owner', members: 1, people: [] })
    const [another] = (await page(await signedUp('Grace'), { q: topic })).rooms
    expect(another).toMatchObject({ id, role: null })
  })

  test.each([
    ['no place', { after: 'there' }, 'after'],
    ['a place of another list', { after: '12.7' }, 'after'],
    ['U+0000', { q: 'a\u0000b' }, 'q'],
    ['more than a name holds', { q: 'x'.repeat(101) }, 'q'],
    ['something unknown', { before: '1' }, 'before'],
  ])('refuses %s', async (_, query, field) => {
    const answer = await ada.get(`${DIRECTORY}?${new URLSearchParams(query as never)}`)
    const problem = await expectProblem(answer, 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual([field])
  })

  test('goes on where nothing is left', async () => {
    const after = `0.${v7()}`
    expect(await page(ada, { q: word(), after })).toEqual({ rooms: [], after: null })
    expect((await page(ada, { q: word(), after: `253402300799999.${v7()}` })).rooms).toEqual([])
  })
})
