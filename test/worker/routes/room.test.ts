import { describe, expect, test } from 'vitest'
import type { ProblemCode } from '../../../protocol/codes.ts'
import type { Visibility } from '../../../protocol/events.ts'
import { type History, historySchema, roomAnswerSchema } from '../../../protocol/rest.ts'
import { enter, roomStub } from '../support/rooms.ts'
import { expectProblem, signedUp, type Visitor } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

const at = (roomId: string, rest = '') => `/api/rooms/${roomId}${rest}`

describe('who may what', () => {
  // The rows of a table: what somebody is to a room, what it is, and what each door answers.
  const rows: [
    string,
    Visibility | 'missing',
    200 | ProblemCode,
    200 | ProblemCode,
    200 | ProblemCode,
  ][] = [
    ['the owner', 'public', 200, 200, 200],
    ['the owner', 'private', 200, 200, 200],
    ['a member', 'public', 200, 200, 200],
    ['an outsider', 'public', 'not_a_member', 'not_a_member', 200],
    ['an outsider', 'private', 'not_found', 'not_found', 'not_found'],
    ['anybody', 'missing', 'not_found', 'not_found', 'not_found'],
  ]

  test.each(rows)('%s of a %s room', async (who, kind, look, history, join) => {
    const ada = await signedUp('Ada')
    const grace = await signedUp('Grace')
    const roomId = kind === 'missing' ? crypto.randomUUID() : await makeRoom(ada, kind)
    if (who === 'a member') await grace.post(at(roomId, '/join'))
    const asker = who === 'the owner' ? ada : grace
    await expectAnswer(await asker.get(at(roomId)), look)
    await expectAnswer(await asker.get(at(roomId, '/messages')), history)
    await expectAnswer(await asker.post(at(roomId, '/join')), join)
  })

  async function expectAnswer(response: Response, expected: 200 | ProblemCode): Promise<void> {
    if (expected === 200) expect(response.status).toBe(200)
    else await expectProblem(response, expected)
  }

  test('a room that is hidden and one that is missing answer alike', async () => {
    const hidden = await makeRoom(await signedUp('Ada'), 'private')
    const grace = await signedUp('Grace')
    const [one, other] = await Promise.all(
      [hidden, crypto.randomUUID()].map(async id => {
        const problem = await expectProblem(await grace.get(at(id)), 'not_found')
        return { ...problem, requestId: '' }
      }),
    )
    expect(one).toEqual(other)
  })

  test.each([
    '1',
    'lobby',
    '..%2f..',
    "'%20or%201=1",
    'x'.repeat(2_000),
  ])('nothing is at an address that cannot be: %s', async id => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.get(at(id)), 'not_found')
    await expectProblem(await ada.post(at(id, '/join')), 'not_found')
  })
})

describe('joining', () => {
  test('makes a member, and again is no harm', async () => {
    const roomId = await makeRoom(await signedUp('Ada'))
    const grace = await signedUp('Grace')
    const first = roomAnswerSchema.parse(await (await grace.post(at(roomId, '/join'))).json())
    const again = roomAnswerSchema.parse(await (await grace.post(at(roomId, '/join'))).json())
    expect(first.me).toMatchObject({ role: 'member', displayName: 'Grace' })
    expect(again).toEqual(first)
  })

  test('takes no body that is not JSON', async () => {
    const roomId = await makeRoom(await signedUp('Ada'))
    const grace = await signedUp('Grace')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await grace.post(at(roomId, '/join'), 'role=owner', headers)
    await expectProblem(response, 'unsupported_media_type')
  })
})

describe('history', () => {
  async function page(who: Visitor, roomId: string, query: string): Promise<History> {
    const response = await who.get(at(roomId, `/messages${query}`))
    expect(response.status).toBe(200)
    return historySchema.parse(await response.json())
  }

  test('is read in pages, back and forth', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const { account, expiresAt } = ada.session
    const identity = { ...account, expiresAt, sessionId: crypto.randomUUID() }
    const { line } = await enter(roomStub(roomId), identity)
    for (const cid of ['one', 'two', 'three', 'four']) line.send(cid)
    await line.until(events => events.filter(event => event.type === 'message.sent').length === 4)
    line.close()

    const newest = await page(ada, roomId, '?limit=2')
    expect(newest.messages.map(message => message.body)).toEqual(['three', 'four'])
    const older = await page(ada, roomId, `?limit=2&before=${newest.before}`)
    expect(older.messages.map(message => message.body)).toEqual(['one', 'two'])
    const newer = await page(ada, roomId, `?limit=2&after=${older.messages.at(-1)?.seq}`)
    expect(newer.messages.map(message => message.body)).toEqual(['three', 'four'])
    expect((await page(ada, roomId, '?beforeTs=1')).messages).toEqual([])
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=two', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['before=0', 'before'],
    ['before=1.5', 'before'],
    ['before=1e99', 'before'],
    ['after=-1', 'after'],
    ['beforeTs=-1', 'beforeTs'],
    ['before=5&after=1', 'before'],
    ['offset=10', 'offset'],
    ['__proto__=1', '__proto__'],
  ])('is refused with %s', async (query, field) => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const response = await ada.get(at(roomId, `/messages?${query}`))
    const problem = await expectProblem(response, 'validation_failed')
    expect(problem.errors?.[0]?.field).toBe(field)
  })
})
