import { afterEach, expect, test, vi } from 'vitest'
import { leave, signOut } from '../../../web/net/session.ts'
import { session } from '../../../web/state/session.ts'

const account = { id: crypto.randomUUID() } as never
afterEach(() => vi.unstubAllGlobals())

test('a session that ends elsewhere leads to the door', () => {
  session.value = { phase: 'member', account }
  leave({ expelled: true })
  expect(session.value).toEqual({ phase: 'guest', expelled: true })
})

test('who signs out is at the door when the server has said so, however early a socket is closed', async () => {
  const answered = Promise.withResolvers<Response>()
  vi.stubGlobal('document', { cookie: 'csrf=1' })
  vi.stubGlobal('fetch', () => answered.promise)
  session.value = { phase: 'member', account }
  const leaving = signOut()
  leave({ expelled: true })
  expect(session.value.phase).toBe('member')
  answered.resolve(new Response(null, { status: 204 }))
  await leaving
  expect(session.value).toEqual({ phase: 'guest', expelled: false })
  leave({ expelled: true })
  expect(session.value).toEqual({ phase: 'guest', expelled: true })
})
