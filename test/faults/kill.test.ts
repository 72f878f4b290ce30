import { describe, expect, it } from 'vitest'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import { until, wait } from './until.ts'

const KILLS = 20

const world = aWorld()

/** Power off and on again; people do not wait for their timers. */
async function killAndStart(wake: readonly { client: { wake: () => void } }[]): Promise<void> {
  await world().runtime.kill()
  await world().runtime.start()
  for (const { client } of wake) client.wake()
}

describe('power off', () => {
  it(`at ${KILLS} moments under sends loses and doubles nothing`, async () => {
    const { scene, people } = await company(world())
    const talk = scene.chatter(30)
    for (let kill = 0; kill < KILLS; kill++) {
      await wait(world().seed.between(50, 900))
      await killAndStart(people)
    }
    await talk.stop()
    const { acknowledged, verified, violations } = await scene.verdict({ isWireTrue: true })
    expect(violations).toEqual([])
    expect(verified).toBe(acknowledged)
    expect(acknowledged).toBeGreaterThan(KILLS)
    scene.leave()
  })

  it('right after an acknowledgement keeps what was acknowledged', async () => {
    const { scene, people } = await company(world())
    const ada = nth(people, 0)
    for (let time = 0; time < 5; time++) {
      ada.say(`before kill ${time}`)
      await until('it is acknowledged', () => ada.pending === 0)
      await killAndStart(people)
      await until('everybody is back', () => people.every(person => person.isLive))
    }
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it.each([
    ['while Postgres is being asked', { kind: 'hang' }],
    ['when Postgres has committed and the room does not know', { kind: 'lose' }],
  ] as const)('%s sends it again, and once', async (_, fault) => {
    const { scene, people } = await company(world())
    const talk = scene.chatter(40)
    for (let time = 0; time < 2; time++) {
      world().postgres.inflict(fault)
      await until('Postgres is asked', () => world().postgres.hits > 0)
      await killAndStart(people)
      world().heal()
      await wait(1_000)
    }
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('leaves nothing behind in a room that nobody visits again', async () => {
    const { scene, people } = await company(world())
    world().postgres.inflict({ kind: 'hang' })
    for (const person of people) person.say('the last word')
    await until('they are acknowledged', () => people.every(person => person.pending === 0))
    scene.leave()
    await world().runtime.kill()
    world().heal()
    await world().runtime.start()
    const words = async () =>
      (await world().stored(scene.roomId)).filter(fact => fact.body === 'the last word').length
    // By its alarm or by the sweeper: nobody opens the room.
    const swept = setInterval(() => void world().runtime.cron(), 2_000)
    await until('they are in Postgres', async () => (await words()) === people.length, 60_000)
    clearInterval(swept)
  })
})
