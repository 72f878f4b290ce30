import { describe, expect, it } from 'vitest'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import type { HttpFault } from './proxies/http-proxy.ts'
import { until, wait } from './until.ts'

const world = aWorld()

describe('while Redis', () => {
  it.each<[string, HttpFault]>([
    ['refuses', { kind: 'refuse' }],
    ['takes six seconds', { kind: 'delay', ms: 6_000 }],
    ['answers 500', { kind: 'status', status: 500 }],
    ['loses its answers', { kind: 'lose' }],
  ])('%s, members come back, who is out stays out, and signing in is counted elsewhere', async (_, fault) => {
    const { scene, visitors, people } = await company(world())
    const [, grace] = [nth(visitors, 0), nth(visitors, 1)]
    await grace.signOut()
    scene.history.note({ kind: 'barred', client: nth(people, 1).name })
    const talk = scene.chatter(40)
    world().redis.inflict(fault)
    world().sockets.cutAll()
    await scene.attempt(grace.id, 'reads rooms after signing out', () => grace.rooms())
    await until('the others are back', () => nth(people, 0).isLive && nth(people, 2).isLive)
    await nth(visitors, 2).signIn()
    await nth(visitors, 0).call('GET', `/api/rooms/${scene.roomId}/messages`)
    await wait(1_000)
    expect(world().redis.hits).toBeGreaterThan(0)
    world().heal()
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})
