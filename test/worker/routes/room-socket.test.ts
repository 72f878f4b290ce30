import { describe, expect, test } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import { IDENTITY_HEADER } from '../../../worker/domain/identity.ts'
import {
  expectProblem,
  ORIGIN,
  POSTGRES_AWAY,
  REDIS_AWAY,
  signedUp,
  Visitor,
} from '../support/visitor.ts'
import { knock, lineTo, makeRoom } from '../support/ways.ts'

async function closeCode(who: Visitor, roomId: string, headers = {}): Promise<number> {
  return (await (await lineTo(who, roomId, headers)).closed).code
}

describe('a socket', () => {
  test('reaches the room as the person of the cookie', async () => {
    const ada = await signedUp('Ada')
    const socket = await lineTo(ada, await makeRoom(ada))
    socket.say({ type: 'hello', v: 1 })
    expect((await socket.next('welcome')).me).toBe(ada.session.account.id)
    socket.close()
  })

  test('reaches the room as the person of a Bearer token, without any origin', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const headers = { authorization: `Bearer ${ada.token}`, origin: '' }
    const socket = await lineTo(new Visitor(), roomId, headers)
    socket.say({ type: 'hello', v: 1 })
    expect((await socket.next('welcome')).me).toBe(ada.session.account.id)
    socket.close()
  })

  test('carries names beyond Latin-1', async () => {
    const grace = await signedUp('Грейс 100% 🚢')
    const socket = await lineTo(grace, await makeRoom(grace))
    socket.say({ type: 'hello', v: 1 })
    const { members } = await socket.next('welcome')
    expect(members?.map(member => member.displayName)).toEqual(['Грейс 100% 🚢'])
    socket.close()
  })

  test('cannot be had under another identity by writing the Worker’s own header', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada, 'private')
    const linus = await signedUp('Linus')
    const { account, expiresAt } = ada.session
    const forged = { ...account, expiresAt, sessionId: crypto.randomUUID() }
    const headers = { [IDENTITY_HEADER]: encodeURIComponent(JSON.stringify(forged)) }
    expect(await closeCode(linus, roomId, headers)).toBe(CLOSE.noSuchRoom)
    expect(await closeCode(new Visitor(), roomId, headers)).toBe(CLOSE.unauthenticated)
  })

  test('is closed for who is not signed in, in a way a browser can see', async () => {
    const roomId = await makeRoom(await signedUp('Ada'))
    expect(await closeCode(new Visitor(), roomId)).toBe(CLOSE.unauthenticated)
  })

  test('is closed for who has signed out', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const before = ada.under({})
    await ada.post('/api/auth/logout')
    expect(await closeCode(before, roomId)).toBe(CLOSE.unauthenticated)
  })

  test('is closed where no room is', async () => {
    const ada = await signedUp('Ada')
    expect(await closeCode(ada, 'lobby')).toBe(CLOSE.noSuchRoom)
    expect(await closeCode(ada, crypto.randomUUID())).toBe(CLOSE.noSuchRoom)
  })

  test('is closed for an outsider: of a public room as such, of a private one as nowhere', async () => {
    const ada = await signedUp('Ada')
    const linus = await signedUp('Linus')
    expect(await closeCode(linus, await makeRoom(ada))).toBe(CLOSE.forbidden)
    expect(await closeCode(linus, await makeRoom(ada, 'private'))).toBe(CLOSE.noSuchRoom)
  })

  test('is had while Redis is away', async () => {
    const ada = await signedUp('Ada')
    const socket = await lineTo(ada.under(REDIS_AWAY), await makeRoom(ada))
    socket.say({ type: 'hello', v: 1 })
    await socket.next('welcome')
    socket.close()
  })

  test('is unavailable, not refused for good, while nobody can tell who asks', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const lost = ada.under({ ...REDIS_AWAY, ...POSTGRES_AWAY })
    await expectProblem(await knock(lost, roomId), 'unavailable')
  })
})

describe('the address of a socket', () => {
  test.each(['', 'h2c', 'websocket, h2c'])('asks for an upgrade: "%s"', async upgrade => {
    const ada = await signedUp('Ada')
    const response = await knock(ada, await makeRoom(ada), { upgrade })
    expect(response.headers.get('upgrade')).toBe('websocket')
    await expectProblem(response, 'upgrade_required')
  })

  test.each([
    ['none', ''],
    ['null', 'null'],
    ['another', 'https://evil.test'],
    ['ours as a prefix', `${ORIGIN}.evil.test`],
    ['ours as a suffix', 'https://evilalcove.test'],
    ['ours in capitals', ORIGIN.toUpperCase()],
    ['ours over http', ORIGIN.replace('https', 'http')],
    ['ours at another port', `${ORIGIN}:8443`],
    ['ours with a path', `${ORIGIN}/`],
    ['ours behind a name', 'https://alcove.test@evil.test'],
    ['two at once', `${ORIGIN}, https://evil.test`],
  ])('refuses a cookie from a foreign origin: %s', async (_, origin) => {
    const ada = await signedUp('Ada')
    const response = await knock(ada, await makeRoom(ada), { origin })
    await expectProblem(response, 'foreign_origin')
  })

  test('takes a cookie from a listed origin', async () => {
    const ada = await signedUp('Ada')
    const socket = await lineTo(ada, await makeRoom(ada), { origin: 'http://localhost:5173' })
    socket.close()
  })
})
