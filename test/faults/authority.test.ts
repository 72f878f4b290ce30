import { describe, expect, it } from 'vitest'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import { until, wait } from './until.ts'

const world = aWorld()

/** Long enough that whatever comes later than a second after is noticed. */
const LATER_MS = 2_500

describe('while they listen, and everybody talks', () => {
  it('who is removed hears nothing more, and everything after coming back', async () => {
    const { scene, people, visitors } = await company(world())
    const grace = nth(people, 1)
    const talk = scene.chatter(20)
    await wait(500)
    await scene.remove(grace)
    await wait(LATER_MS)
    expect(grace.client.status).toMatchObject({ phase: 'ended', code: 4003 })
    await scene.admit(nth(visitors, 1))
    scene.restore(grace)
    await wait(500)
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('who is banned cannot come back', async () => {
    const { scene, people, visitors } = await company(world())
    const [linus, visitor] = [nth(people, 2), nth(visitors, 2)]
    const talk = scene.chatter(20)
    await scene.remove(linus, true)
    await scene.attempt(visitor.id, 'joins again', () => visitor.join(scene.roomId))
    await scene.attempt(visitor.id, 'reads the history', () =>
      visitor.call('GET', `/api/rooms/${scene.roomId}/messages`),
    )
    linus.client.start()
    await wait(LATER_MS)
    expect(linus.isOut).toBe(true)
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('who signs out is cut off with all tabs of that sign-in', async () => {
    const { scene, people, visitors } = await company(world())
    const grace = nth(people, 1)
    const tab = scene.enter(nth(visitors, 1))
    await scene.live()
    const talk = scene.chatter(20)
    await nth(visitors, 1).signOut()
    for (const { name } of [grace, tab]) scene.history.note({ kind: 'barred', client: name })
    await wait(LATER_MS)
    expect([grace.client.status, tab.client.status]).toMatchObject([{ code: 4001 }, { code: 4001 }])
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('a role that is taken away is of no use at once', async () => {
    const { scene, visitors } = await company(world())
    const [ada, grace, linus] = [nth(visitors, 0), nth(visitors, 1), nth(visitors, 2)]
    const at = (id: string) => `/api/rooms/${scene.roomId}/members/${id}`
    await ada.call('PATCH', at(grace.id), { role: 'moderator' })
    await ada.call('PATCH', at(grace.id), { role: 'member' })
    await scene.attempt(grace.id, 'removes somebody', () => grace.call('DELETE', at(linus.id)))
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})

describe('an announced restart', () => {
  it('sends everybody away with 4011, and they come back to everything', async () => {
    const { scene, people, stranger } = await company(world())
    const talk = scene.chatter(40)
    await wait(500)
    const authorization = `Bearer ${world().operatorToken}`
    const url = `${world().runtime.url}/api/operator/restart`
    const answer = await fetch(url, { method: 'POST', headers: { authorization } })
    expect(await answer.json()).toMatchObject({ sockets: people.length + 1, unreached: 0 })
    await until('the stranger was told', () => stranger.closedWith === 4011)
    await world().runtime.kill()
    await world().runtime.start()
    await talk.stop()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })

  it('finds clients of the version before well served', async () => {
    const { scene, visitors } = await company(world())
    const older = scene.enterNaively(nth(visitors, 1), { v: 1, confirms: false })
    await scene.live()
    const talk = scene.chatter(40)
    world().sockets.cutAll()
    await wait(1_500)
    await talk.stop()
    expect(older.lastSeq).toBeGreaterThan(20)
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})
