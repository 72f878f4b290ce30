import { describe, expect, it } from 'vitest'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import type { HttpFault } from './proxies/http-proxy.ts'
import { until, wait } from './until.ts'

const world = aWorld()

/** As many as may sign in at once. */
const PLACES = 8

function login(signal?: AbortSignal): Promise<Response> {
  const { url } = world().runtime
  return fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    // Each at a name of its own: at one, five at once are enough.
    body: JSON.stringify({ username: `nobody-${crypto.randomUUID()}`, password: 'not this one' }),
    ...(signal && { signal }),
  })
}

describe('while who hashes passwords', () => {
  it.each<[string, HttpFault]>([
    ['refuses', { kind: 'refuse' }],
    ['does not answer', { kind: 'hang' }],
    ['answers 500', { kind: 'status', status: 500 }],
    ['breaks off', { kind: 'cut' }],
    ['loses its answers', { kind: 'lose' }],
  ])('%s, nobody gets in, members talk, and afterwards all is well', async (_, fault) => {
    const { scene, visitors } = await company(world())
    const ada = nth(visitors, 0)
    const talk = scene.chatter(40)
    world().hashing.inflict(fault)
    await scene.attempt(ada.id, 'signs in unchecked', () => ada.signIn())
    const refused = await login()
    expect([refused.status, await refused.text()]).toEqual([
      503,
      expect.stringContaining('"code":"unavailable"'),
    ])
    expect(world().hashing.hits).toBe(2)
    await nth(visitors, 1).call('GET', `/api/rooms/${scene.roomId}/messages`)
    world().heal()
    expect((await login()).status).toBe(401)
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})

describe('people who leave before they are answered', () => {
  it('give their places back', async () => {
    world().hashing.inflict({ kind: 'hang' })
    const leaving = new AbortController()
    const crowd = Array.from({ length: PLACES }, () => login(leaving.signal).catch(() => undefined))
    await until('all of them are hashing', () => world().hashing.hits === PLACES)
    const full = await login()
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '5'])
    leaving.abort()
    await Promise.all(crowd)
    // The runtime hears of it.
    await wait(2_000)
    world().heal()
    const isFree = async () => (await login()).status === 401
    await until('somebody is let in again', isFree, 20_000)
  })
})
