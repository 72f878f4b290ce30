import { describe, expect, test } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import { roomAnswerSchema } from '../../../protocol/rest.ts'
import { Line } from '../support/line.ts'
import { parts } from '../support/people.ts'
import { bearer, TOKENS, tokenOf } from '../support/program.ts'
import { expectProblem, REDIS_AWAY, signedUp, username, type Visitor } from '../support/visitor.ts'

async function made(who: Visitor): Promise<string> {
  const response = await who.post('/api/rooms', { name: username('room') })
  return roomAnswerSchema.parse(await response.json()).room.id
}

async function dial(text: string, roomId: string, who?: Visitor): Promise<Response> {
  return await bearer(text, who).get(`/api/rooms/${roomId}/socket`, { upgrade: 'websocket' })
}

async function enter(text: string, roomId: string, who?: Visitor): Promise<Line> {
  const { webSocket } = await dial(text, roomId, who)
  if (webSocket === null) throw new Error('no socket')
  const line = new Line(webSocket)
  line.say({ type: 'hello', v: 2 })
  await line.next('welcome')
  return line
}

describe('the socket of a program', () => {
  test('reads and writes as its account with both scopes', async () => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, 'messages:read', 'messages:write')
    const line = await enter(text, await made(ada))
    line.send('c1', 'from a program')
    await line.until(() => line.messages().length === 1)
    expect(line.messages()).toMatchObject([{ by: ada.session.account.id, body: 'from a program' }])
    line.close()
  })

  test('reads alone with messages:read', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const { text } = await tokenOf(ada, 'messages:read', 'rooms:write', 'rooms:read')
    const other = await tokenOf(ada, 'messages:read', 'messages:write')
    const [line, talker] = [await enter(text, roomId), await enter(other.text, roomId)]
    line.send('c1', 'not mine to say')
    expect(await line.next('error')).toMatchObject({ code: 'read_only', cid: 'c1' })
    talker.send('c1', 'mine to say')
    await line.until(() => line.messages().length === 1)
    expect(line.messages()).toMatchObject([{ body: 'mine to say' }])
    line.close()
    talker.close()
  })

  test.each([
    'messages:write',
    'rooms:read',
    'rooms:write',
    'account:read',
  ] as const)('is not opened with %s alone, in a way a program can see', async scope => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, scope)
    const response = await dial(text, await made(ada))
    expect(response.headers.get('www-authenticate')).toContain('scope="messages:read"')
    await expectProblem(response, 'insufficient_scope')
  })

  test('is had while Redis is away', async () => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, 'messages:read')
    const line = await enter(text, await made(ada), ada.under(REDIS_AWAY))
    line.close()
  })

  test('is closed when its token is revoked, and no other is', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const [one, other] = [await tokenOf(ada, 'messages:read'), await tokenOf(ada, 'messages:read')]
    const [line, left] = [await enter(one.text, roomId), await enter(other.text, roomId)]
    expect((await ada.ask('DELETE', `${TOKENS}/${one.token.id}`, {})).status).toBe(204)
    expect(await line.closed).toMatchObject({ code: CLOSE.unauthenticated })
    left.send('c1')
    expect(await left.next('error')).toMatchObject({ code: 'read_only' })
    left.close()
    const again = await dial(one.text, roomId)
    if (again.webSocket === null) throw new Error('no socket')
    expect(await new Line(again.webSocket).closed).toMatchObject({ code: CLOSE.unauthenticated })
  })

  test('is closed although Redis has lost where it is, or does not hear of the revocation', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const [one, other] = [await tokenOf(ada, 'messages:read'), await tokenOf(ada, 'messages:read')]
    const lines = [await enter(one.text, roomId), await enter(other.text, roomId)]
    await parts.redis.del(`session:${one.token.id}:rooms`)
    expect((await ada.ask('DELETE', `${TOKENS}/${one.token.id}`, {})).status).toBe(204)
    const half = ada.under(REDIS_AWAY).ask('DELETE', `${TOKENS}/${other.token.id}`, {})
    await expectProblem(await half, 'unavailable')
    for (const line of lines)
      expect(await line.closed).toMatchObject({ code: CLOSE.unauthenticated })
  })
})
