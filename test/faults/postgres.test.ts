import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWorker } from '../support/runtime.ts'
import type { HttpFault } from './proxies/http-proxy.ts'
import { seeded } from './seeded.ts'
import { wait } from './until.ts'
import { World } from './world.ts'

let world: World
const seed = seeded()

beforeAll(async () => {
  world = await World.start({ seed, script: buildWorker() })
})
afterAll(() => world?.end())

/** Three people and a stranger who talk while something is wrong for a while. */
async function evening(fault: () => Promise<void>): Promise<{ acknowledgedMeanwhile: number }> {
  const guests = await Promise.all(['Ada', 'Grace', 'Linus'].map(name => world.visitor(name)))
  const [ada, grace, linus] = guests
  if (ada === undefined || grace === undefined || linus === undefined) throw new Error('nobody')
  const scene = await world.scene('Evening', ada, grace, linus)
  for (const guest of guests) scene.enter(guest)
  scene.enterNaively(grace)
  await scene.live()
  const talk = scene.chatter(40)
  await wait(500)
  const before = scene.acknowledged
  await fault()
  const acknowledgedMeanwhile = scene.acknowledged - before
  world.heal()
  await wait(500)
  await talk.stop()
  expect(await scene.judged({ isWireTrue: true })).toEqual([])
  scene.leave()
  return { acknowledgedMeanwhile }
}

describe('Postgres', () => {
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
  ])('%s: everybody talks on, nothing is lost or doubled', async (_, fault) => {
    const { acknowledgedMeanwhile } = await evening(async () => {
      world.postgres.inflict(fault)
      await wait(3_000)
      expect(world.postgres.hits).toBeGreaterThan(0)
    })
    expect(acknowledgedMeanwhile).toBeGreaterThan(30)
  })
})
