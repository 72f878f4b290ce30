import { describe, expect, test } from 'vitest'
import { CLOSE, type ProblemCode } from '../../../protocol/codes.ts'
import { memberSchema, type Visibility } from '../../../protocol/events.ts'
import { roomAnswerSchema } from '../../../protocol/rest.ts'
import { expectProblem, PASSWORD, signedUp, Visitor } from '../support/visitor.ts'
import { enterRoom, makeRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>

const idOf = (who: Person) => who.session.account.id

/** A room of Ada's that Grace and Linus have joined. Mary stays outside. */
async function workshop(visibility: Visibility = 'public') {
  const people = await Promise.all(['Ada', 'Grace', 'Linus', 'Mary'].map(signedUp))
  const [ada, grace, linus, mary] = people as [Person, Person, Person, Person]
  const roomId = await makeRoom(ada, visibility)
  const path = `/api/rooms/${roomId}`
  if (visibility === 'public') for (const guest of [grace, linus]) await guest.post(`${path}/join`)
  const member = (who: Person | string) =>
    `${path}/members/${typeof who === 'string' ? who : idOf(who)}`
  const appoint = (actor: Person, who: Person | string, body: unknown) =>
    actor.ask('PATCH', member(who), { body })
  const remove = (actor: Person, who: Person | string, query = '') =>
    actor.ask('DELETE', `${member(who)}${query}`, {})
  return { ada, grace, linus, mary, roomId, path, appoint, remove }
}

describe('leaving', () => {
  test('ends the membership and its sockets', async () => {
    const { grace, roomId, path } = await workshop()
    const line = await enterRoom(grace, roomId)
    expect((await grace.post(`${path}/leave`)).status).toBe(204)
    expect((await line.closed).code).toBe(CLOSE.forbidden)
    await expectProblem(await grace.get(path), 'not_a_member')
    await expectProblem(await grace.post(`${path}/leave`), 'not_a_member')
    expect((await grace.post(`${path}/join`)).status).toBe(200)
  })

  test('is for members: to others a hidden room is missing', async () => {
    const open = await workshop()
    await expectProblem(await open.mary.post(`${open.path}/leave`), 'not_a_member')
    const hidden = await workshop('private')
    await expectProblem(await hidden.mary.post(`${hidden.path}/leave`), 'not_found')
    const nowhere = `/api/rooms/${crypto.randomUUID()}/leave`
    await expectProblem(await hidden.mary.post(nowhere), 'not_found')
    await expectProblem(await new Visitor().post(`${open.path}/leave`), 'unauthenticated')
  })

  test('is not for the only owner while others remain', async () => {
    const { ada, grace, linus, path } = await workshop()
    await expectProblem(await ada.post(`${path}/leave`), 'sole_owner')
    expect((await ada.get(path)).status).toBe(200)
    for (const guest of [grace, linus]) await guest.post(`${path}/leave`)
    expect((await ada.post(`${path}/leave`)).status).toBe(204)
  })
})

describe('appointing', () => {
  test('gives a role, which holds from then on', async () => {
    const { ada, grace, linus, path, appoint, remove } = await workshop()
    await expectProblem(await remove(grace, linus), 'forbidden')
    const response = await appoint(ada, grace, { role: 'moderator' })
    expect(response.status).toBe(200)
    expect(memberSchema.parse(await response.json())).toMatchObject({
      id: idOf(grace),
      role: 'moderator',
    })
    const { me } = roomAnswerSchema.parse(await (await grace.get(path)).json())
    expect(me.role).toBe('moderator')
    expect((await remove(grace, linus)).status).toBe(204)
  })

  test('is for admins, and never upwards', async () => {
    const { ada, grace, linus, appoint } = await workshop()
    await appoint(ada, grace, { role: 'moderator' })
    await expectProblem(await appoint(grace, linus, { role: 'member' }), 'forbidden')
    await appoint(ada, grace, { role: 'admin' })
    await expectProblem(await appoint(grace, ada, { role: 'member' }), 'outranked')
    expect((await appoint(grace, linus, { role: 'moderator' })).status).toBe(200)
  })

  test('lets an owner name another one, and leave', async () => {
    const { ada, grace, path, appoint } = await workshop()
    expect((await appoint(ada, grace, { role: 'owner' })).status).toBe(200)
    expect((await ada.post(`${path}/leave`)).status).toBe(204)
    await expectProblem(await grace.post(`${path}/leave`), 'sole_owner')
  })

  const refusals: [string, 'ada' | 'grace' | 'mary', string, ProblemCode][] = [
    ['a member appoints', 'grace', 'linus', 'forbidden'],
    ['a member appoints themselves', 'grace', 'grace', 'forbidden'],
    ['the owner is appointed', 'grace', 'ada', 'forbidden'],
    ['an outsider appoints', 'mary', 'linus', 'not_a_member'],
    ['an outsider is appointed', 'ada', 'mary', 'no_such_member'],
    ['nobody is appointed', 'ada', crypto.randomUUID(), 'no_such_member'],
    ['no id is given', 'ada', 'everybody', 'not_found'],
  ]
  test.each(refusals)('is refused when %s', async (_, actor, target, problem) => {
    const { appoint, ...at } = await workshop()
    const { ada, grace, linus, mary } = at
    const who = { ada, grace, linus, mary }[target] ?? target
    await expectProblem(await appoint(at[actor], who, { role: 'admin' }), problem)
  })

  test.each([
    ['nothing', {}, 'role'],
    ['an unknown role', { role: 'king' }, 'role'],
    ['no role', { role: null }, 'role'],
    ['several roles', { role: ['admin'] }, 'role'],
    ['a field of ours', { role: 'admin', joinedAt: 0 }, 'joinedAt'],
  ])('is refused with %s', async (_, body, field) => {
    const { ada, grace, path, appoint } = await workshop()
    const problem = await expectProblem(await appoint(ada, grace, body), 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual([field])
    const { me } = roomAnswerSchema.parse(await (await grace.get(path)).json())
    expect(me.role).toBe('member')
  })

  test('is refused with what is no JSON, and to who is not signed in', async () => {
    const { ada, grace, path } = await workshop()
    const at = `${path}/members/${idOf(grace)}`
    const headers = { 'content-type': 'application/json' }
    await expectProblem(await ada.ask('PATCH', at, { body: '{', headers }), 'bad_json')
    const body = { role: 'admin' }
    await expectProblem(await new Visitor().ask('PATCH', at, { body }), 'unauthenticated')
    const foreign = { origin: 'https://evil.test' }
    const response = await ada.ask('PATCH', at, { body, headers: foreign })
    await expectProblem(response, 'foreign_origin')
  })

  test('in a hidden room is unheard of outside', async () => {
    const { ada, mary, appoint } = await workshop('private')
    await expectProblem(await appoint(mary, ada, { role: 'member' }), 'not_found')
  })
})

describe('removing', () => {
  test('ends a membership and its sockets; the removed may join again', async () => {
    const { ada, grace, roomId, path, remove } = await workshop()
    const line = await enterRoom(grace, roomId)
    expect((await remove(ada, grace)).status).toBe(204)
    expect((await line.closed).code).toBe(CLOSE.forbidden)
    await expectProblem(await grace.get(`${path}/messages`), 'not_a_member')
    await expectProblem(await remove(ada, grace), 'no_such_member')
    expect((await grace.post(`${path}/join`)).status).toBe(200)
  })

  test('for good keeps somebody from joining again', async () => {
    const { ada, grace, linus, path, remove } = await workshop()
    expect((await remove(ada, grace, '?ban=true')).status).toBe(204)
    await expectProblem(await grace.post(`${path}/join`), 'banned')
    expect((await remove(ada, linus, '?ban=false')).status).toBe(204)
    expect((await linus.post(`${path}/join`)).status).toBe(200)
  })

  test('lets an owner name another one, and leave', async () => {
    const { ada, grace, path, appoint } = await workshop()
    expect((await appoint(ada, grace, { role: 'owner' })).status).toBe(200)
    expect((await ada.post(`${path}/leave`)).status).toBe(204)
    await expectProblem(await grace.post(`${path}/leave`), 'sole_owner')
  })

  const refusals: [string, 'ada' | 'grace' | 'mary', string, ProblemCode][] = [
    ['a member removes', 'grace', 'linus', 'forbidden'],
    ['a member removes themselves', 'grace', 'grace', 'forbidden'],
    ['the owner is removed', 'grace', 'ada', 'forbidden'],
    ['the owner removes themselves', 'ada', 'ada', 'self_target'],
    ['an outsider removes', 'mary', 'linus', 'not_a_member'],
    ['an outsider is removed', 'ada', 'mary', 'no_such_member'],
    ['nobody is removed', 'ada', crypto.randomUUID(), 'no_such_member'],
    ['no id is given', 'ada', 'everybody', 'not_found'],
  ]
  test.each(refusals)('is refused when %s', async (_, actor, target, problem) => {
    const { remove, ...at } = await workshop()
    const { ada, grace, linus, mary } = at
    const who = { ada, grace, linus, mary }[target] ?? target
    await expectProblem(await remove(at[actor], who, '?ban=true'), problem)
  })

  test.each([
    ['?ban=maybe', 'ban'],
    ['?ban=', 'ban'],
    ['?ban=true&ban=false', 'ban'],
    ['?ban=true&purgeHours=999', 'purgeHours'],
    ['?ban=true&because=spam', 'because'],
  ])('is refused with %s', async (query, field) => {
    const { ada, grace, path, remove } = await workshop()
    const problem = await expectProblem(await remove(ada, grace, query), 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual([field])
    expect((await grace.get(path)).status).toBe(200)
  })

  test('is refused to who is not signed in, and to a foreign page', async () => {
    const { ada, grace, path } = await workshop()
    const at = `${path}/members/${idOf(grace)}`
    await expectProblem(await new Visitor().ask('DELETE', at, {}), 'unauthenticated')
    const headers = { origin: 'https://evil.test' }
    await expectProblem(await ada.ask('DELETE', at, { headers }), 'foreign_origin')
    expect((await grace.get(path)).status).toBe(200)
  })
})

describe('signing out', () => {
  /** The same person at another browser. */
  async function elsewhere(who: Person): Promise<Visitor> {
    const phone = new Visitor()
    const login = { username: who.session.account.username, password: PASSWORD }
    expect((await phone.post('/api/auth/login', login)).status).toBe(200)
    return phone
  }

  test('closes the sockets of this sign-in within a second, and no others', async () => {
    const { ada, grace, roomId } = await workshop()
    const phone = await elsewhere(grace)
    const [tab, otherTab] = [await enterRoom(grace, roomId), await enterRoom(grace, roomId)]
    const [onPhone, adas] = [await enterRoom(phone, roomId), await enterRoom(ada, roomId)]
    const start = Date.now()
    expect((await grace.post('/api/auth/logout')).status).toBe(204)
    for (const line of [tab, otherTab]) {
      expect((await line.closed).code).toBe(CLOSE.unauthenticated)
    }
    expect(Date.now() - start).toBeLessThan(1_000)
    for (const line of [onPhone, adas]) {
      line.send('c1', 'still here')
      await line.until(() => line.messages().some(message => message.cid === 'c1'))
    }
    expect(tab.messages()).toEqual([])
  })

  test('closes them in every room', async () => {
    const [one, other] = [await workshop(), await workshop()]
    await one.grace.post(`${other.path}/join`)
    const lines = [await enterRoom(one.grace, one.roomId), await enterRoom(one.grace, other.roomId)]
    await one.grace.post('/api/auth/logout')
    for (const line of lines) expect((await line.closed).code).toBe(CLOSE.unauthenticated)
  })
})
