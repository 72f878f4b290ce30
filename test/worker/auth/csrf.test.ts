import { describe, expect, test } from 'vitest'
import { csrfToken, isCsrfToken } from '../../../worker/auth/csrf.ts'
import { expectProblem, signedUp, username, type Visitor } from '../support/visitor.ts'

const SECRET = 'a secret of thirty-two bytes, or more'
const SESSION = '01a0b1c2-0000-4000-8000-000000000002'

describe('the value that proves a page to be ours', () => {
  test('is that of its session, under a secret still taken', () => {
    const token = csrfToken([SECRET], SESSION)
    expect(isCsrfToken([SECRET], SESSION, token)).toBe(true)
    expect(isCsrfToken(['the next one', SECRET], SESSION, token)).toBe(true)
    expect(isCsrfToken(['the next one'], SESSION, token)).toBe(false)
    expect(isCsrfToken([SECRET], crypto.randomUUID(), token)).toBe(false)
    for (const other of ['', token.slice(1), `${token}x`, token.toUpperCase()])
      expect(isCsrfToken([SECRET], SESSION, other)).toBe(false)
    expect(isCsrfToken([SECRET], SESSION)).toBe(false)
  })
})

describe('a request by cookie that changes something', () => {
  const changes: [string, (who: Visitor, headers: Record<string, string>) => Promise<Response>][] =
    [
      [
        'making a room',
        (who, headers) => who.post('/api/rooms', { name: username('den') }, headers),
      ],
      ['signing out', (who, headers) => who.post('/api/auth/logout', undefined, headers)],
      ['refreshing', (who, headers) => who.post('/api/auth/refresh', undefined, headers)],
      [
        'signing out other devices',
        (who, headers) => who.ask('DELETE', '/api/devices', { headers }),
      ],
    ]

  test.each(changes)('is refused without the value: %s', async (_, change) => {
    const ada = await signedUp('Ada')
    await expectProblem(await change(ada, { 'x-csrf-token': '' }), 'csrf_failed')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  test.each(changes)('is refused with that of another session: %s', async (_, change) => {
    const [ada, mallory] = [await signedUp('Ada'), await signedUp('Mallory')]
    // A neighbouring host may plant its cookie beside ours.
    ada.cookies.set('__Host-csrf', mallory.csrf)
    await expectProblem(await change(ada, {}), 'csrf_failed')
  })

  test.each(changes)('is taken with it: %s', async (_, change) => {
    const ada = await signedUp('Ada')
    expect((await change(ada, {})).status).toBeLessThan(300)
  })

  test('needs none with a Bearer token, which no page sends by itself', async () => {
    const ada = await signedUp('Ada')
    const headers = { authorization: `Bearer ${ada.token}`, 'x-csrf-token': '', origin: '' }
    const made = await ada.post('/api/rooms', { name: username('den') }, headers)
    expect(made.status).toBe(201)
  })
})
