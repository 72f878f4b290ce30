import { describe, expect, it } from 'vitest'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import type { HttpFault } from './proxies/http-proxy.ts'
import { until, wait } from './until.ts'

const world = aWorld()

describe('while Postgres', () => {
  it.each<[string, HttpFault]>([
    ['refuses', { kind: 'refuse' }],
    ['hangs', { kind: 'hang' }],
    ['is slow', { kind: 'delay', ms: 2_000 }],
    ['answers 500 without a code', { kind: 'status', status: 500 }],
    ['answers 400', { kind: 'status', status: 400 }],
    ['breaks off its answers', { kind: 'cut' }],
    ['commits, and its answers are lost', { kind: 'lose' }],
    ['is asked everything twice', { kind: 'repeat' }],
    ['is asked out of order', { kind: 'reorder' }],
  ])('%s, everybody talks on, and all of it arrives', async (_, fault) => {
    const { scene } = await company(world())
    const talk = scene.chatter(40)
    await wait(500)
    const before = scene.acknowledged
    world().postgres.inflict(fault)
    await wait(3_000)
    expect(world().postgres.hits).toBeGreaterThan(0)
    expect(scene.acknowledged - before).toBeGreaterThan(30)
    world().heal()
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('is away, members are removed all the same, and come back', async () => {
    const { scene, people, visitors } = await company(world())
    world().postgres.inflict({ kind: 'refuse' })
    const talk = scene.chatter(40)
    await scene.remove(nth(people, 1))
    await until('the socket is closed', () => nth(people, 1).isOut)
    await wait(1_500)
    world().heal()
    await scene.admit(nth(visitors, 1))
    scene.restore(nth(people, 1))
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})

describe('who comes back from below the window', () => {
  /** Grace is away until the room has let go of what she missed. */
  async function longAway() {
    const { scene, people } = await company(world(), 6)
    const grace = nth(people, 1)
    await wait(500)
    grace.client.stop()
    const held = grace.lastSeq
    const talk = scene.chatter(15)
    const carried = async () => (await world().carried()).get(scene.roomId) ?? 0
    await until('the window has moved on', async () => (await carried()) > held + 400, 60_000)
    await talk.stop()
    return { scene, grace, held }
  }

  it('gets everything, from Postgres and from the room', async () => {
    const { scene, grace } = await longAway()
    grace.client.start()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('waits while Postgres is away, and then gets everything', async () => {
    const { scene, grace, held } = await longAway()
    world().postgres.inflict({ kind: 'refuse' })
    grace.client.start()
    await until('it catches up', () => grace.client.status.phase === 'catching-up')
    await wait(3_000)
    expect(grace.client.status.phase).toBe('catching-up')
    expect(grace.lastSeq).toBe(held)
    world().heal()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})
