import { describe, expect, it } from 'vitest'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import type { SocketFault } from './proxies/socket-proxy.ts'
import { wait } from './until.ts'

const world = aWorld()

describe('when', () => {
  it.each<[string, SocketFault, number]>([
    ['new sockets are refused', { kind: 'refuse' }, 1],
    ['new sockets get 503', { kind: 'busy' }, 0.8],
    ['sockets are cut right after the 101', { kind: 'cut-open' }, 0.8],
    ['frames break off in their middle', { kind: 'cut-frame' }, 0.05],
    ['the line is cut between a send and its answer', { kind: 'cut-answer' }, 0.2],
    ['lines look open and are dead', { kind: 'half-open' }, 0.03],
    ['frames are late', { kind: 'delay', ms: 1_500 }, 0.5],
    ['frames come twice', { kind: 'repeat' }, 0.5],
    ['frames change places', { kind: 'reorder' }, 0.1],
  ])('%s, nothing is lost, doubled or out of order', async (_, fault, share) => {
    const { scene } = await company(world())
    const talk = scene.chatter(40)
    await wait(500)
    world().sockets.inflict(fault, share)
    world().sockets.cutAll()
    await wait(4_000)
    expect(world().sockets.hits).toBeGreaterThan(0)
    world().heal()
    await talk.stop()
    expect(await scene.judged()).toEqual([])
    scene.leave()
  })

  it('somebody comes back while everybody talks, nothing live gets in between', async () => {
    const { scene, people } = await company(world(), 6)
    const talk = scene.chatter(15)
    for (let time = 0; time < 8; time++) {
      const person = nth(people, world().seed.between(0, people.length))
      person.client.stop()
      await wait(world().seed.between(200, 2_000))
      person.client.start()
    }
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('everybody is cut off at once and half of them are turned away, all come back', async () => {
    const { scene, visitors } = await company(world())
    for (const visitor of visitors) for (let tab = 0; tab < 12; tab++) scene.enter(visitor)
    await scene.live()
    world().sockets.inflict({ kind: 'busy' }, 0.5)
    world().sockets.cutAll()
    await wait(2_000)
    expect(world().sockets.hits).toBeGreaterThan(5)
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})
