import { describe, expect, inject, it } from 'vitest'
import type { Invariant } from './checker/judge.ts'
import { seeded } from './seeded.ts'
import { until, wait } from './until.ts'
import { World } from './world.ts'

const seed = seeded()
const script = inject('scripts').planted

/** Milliseconds for what a bug may keep from ever coming to its end. */
const PATIENCE_MS = 6_000

/** Times that everybody's line is cut, and milliseconds between them. */
const CUTS = 3
const CUT_EVERY_MS = 250

/** An evening with a little of everything, and what the checker says of it. */
async function evening(bug: string) {
  const world = await World.start({ seed, script, variables: { PLANTED_BUG: bug } })
  try {
    const [ada, grace, linus, mallory] = await Promise.all(
      ['Ada', 'Grace', 'Linus', 'Mallory'].map(name => world.visitor(name)),
    )
    if (!ada || !grace || !linus || !mallory) throw new Error('nobody')
    const scene = await world.scene('Evening', ada, grace, linus)
    scene.enter(ada)
    const guests = { grace: scene.enter(grace), linus: scene.enter(linus) }
    const stranger = scene.enterNaively(ada)
    await scene.live()
    const talk = scene.chatter(30)
    await wait(800)
    stranger.say('twice', 'the same')
    await until('it is acknowledged', () => stranger.pending === 0)
    stranger.say('twice', 'the same')
    await scene.attempt(mallory.id, 'reads the history', () =>
      mallory.call('GET', `/api/rooms/${scene.roomId}/messages`),
    )
    // Often enough that somebody misses something while they are away, however fast they are back.
    for (let cut = 0; cut < CUTS; cut++) {
      world.sockets.cutAll()
      await wait(CUT_EVERY_MS)
    }
    // Whoever is not back yet could be told nothing that they should not be; some bugs keep somebody out.
    await Promise.race([scene.live().catch(() => {}), wait(PATIENCE_MS)])
    await scene.remove(guests.grace)
    await linus.signOut()
    scene.history.note({ kind: 'barred', client: guests.linus.name })
    await wait(1_800)
    await world.runtime.kill()
    await world.runtime.start()
    await wait(300)
    await talk.stop()
    return await scene.judged({ isWireTrue: true }, PATIENCE_MS)
  } finally {
    await world.end()
  }
}

describe('a room with a planted bug', { concurrent: true }, () => {
  it('is found sound without one', async () => {
    expect(await evening('none')).toEqual([])
  })

  it.each<[string, Invariant]>([
    ['acknowledges before it inserts', 'I1'],
    ['drops a row', 'I1'],
    ['skips a row on the way to Postgres', 'I1'],
    ['takes a cid twice', 'I2'],
    ['gives a seq twice', 'I2'],
    ['swaps two frames', 'I3'],
    ['resumes one event too late', 'I4'],
    ['goes on telling who was removed', 'I5'],
    ['goes on telling who signed out', 'I5'],
    ['never drains', 'I6'],
    ['lets anybody in', 'I7'],
  ])('is caught when it %s: %s', async (bug, invariant) => {
    const broken = new Set((await evening(bug)).map(violation => violation.invariant))
    expect([...broken]).toContain(invariant)
  })
})
