import { describe, expect, it, vi } from 'vitest'
import {
  TYPING_BURST,
  TYPING_EXPIRES_MS,
  TYPING_REPEAT_MS,
  TYPING_SHOWN,
} from '../../../protocol/limits.ts'
import { Limiter } from '../../../worker/room/limiter.ts'
import { Typing } from '../../../worker/room/typing.ts'
import { as } from '../support/as.ts'
import { person } from '../support/people.ts'
import { enter, room } from '../support/rooms.ts'

/** Who writes, as a room without sockets tells it. */
function writing() {
  const changed = vi.fn()
  const typing = new Typing(changed)
  return { typing, changed, told: (now: number) => typing.news(now)?.typing?.map(({ id }) => id) }
}

describe('who is writing', () => {
  it('is told when it has changed, and to nobody otherwise', () => {
    const { typing, changed, told } = writing()
    expect(told(0)).toBeUndefined()
    typing.writes('ada', undefined, 1)
    typing.writes('grace', 7, 2)
    expect(changed).toHaveBeenCalledTimes(2)
    expect(typing.news(2)).toEqual({ typing: [{ id: 'ada' }, { id: 'grace', thread: 7 }] })
    expect(told(3)).toBeUndefined()
    typing.stops('ada')
    typing.stops('ada')
    expect(changed).toHaveBeenCalledTimes(3)
    expect(told(4)).toEqual(['grace'])
    typing.writes('grace', undefined, 5)
    expect(typing.news(5)).toEqual({ typing: [{ id: 'grace' }] })
  })

  it('is told again before it expires, once for all who go on', () => {
    const { typing, told } = writing()
    const frames: number[] = []
    // Ten people who began one after another, each saying so every four seconds for a minute.
    for (let now = 0; now < 60_000; now += TYPING_REPEAT_MS / 10) {
      typing.writes(`p${(now / (TYPING_REPEAT_MS / 10)) % 10}`, undefined, now)
      if (now >= TYPING_REPEAT_MS && told(now) !== undefined) frames.push(now)
    }
    const apart = frames.slice(1).map((at, n) => at - (frames[n] ?? 0))
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(TYPING_EXPIRES_MS - TYPING_REPEAT_MS - 1_000)
    expect(Math.max(...apart)).toBeLessThan(TYPING_EXPIRES_MS - 1_000)
  })

  it('is nobody who has not said so for a while, and has expired with everybody by then', () => {
    const { typing, told } = writing()
    typing.writes('ada', undefined, 0)
    expect(told(0)).toEqual(['ada'])
    typing.writes('grace', undefined, TYPING_EXPIRES_MS - 1)
    expect(told(TYPING_EXPIRES_MS)).toEqual(['grace'])
    expect(told(3 * TYPING_EXPIRES_MS)).toBeUndefined()
  })

  it('is told of so many, and of who has said it to nobody', () => {
    const { typing, changed, told } = writing()
    const people = Array.from({ length: TYPING_SHOWN + 2 }, (_, n) => `p${n}`)
    for (const id of people) typing.writes(id, undefined, 1)
    expect(told(1)).toEqual(people.slice(0, TYPING_SHOWN))
    changed.mockClear()
    typing.said('p6')
    typing.said('nobody')
    expect(changed).not.toHaveBeenCalled()
    expect(told(2)).toBeUndefined()
    const { typing: alone, told: toldOf, changed: again } = writing()
    alone.writes('ada', undefined, 1)
    expect(toldOf(1)).toEqual(['ada'])
    again.mockClear()
    alone.said('ada')
    expect(again).not.toHaveBeenCalled()
    expect(toldOf(2)).toBeUndefined()
  })

  it('is limited for each person, over all of their sockets', () => {
    const limiter = new Limiter(10)
    const taken = Array.from({ length: 3 * TYPING_BURST }, () => limiter.typing('ada', 0) === 0)
    expect(taken.filter(Boolean)).toHaveLength(TYPING_BURST)
    expect(limiter.typing('grace', 0)).toBe(0)
    expect(limiter.typing('ada', 1_000)).toBe(0)
  })
})

describe('a room in which somebody writes', () => {
  it('tells it to the others until it is said or given up', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    const typing = async () => {
      while (true) {
        const { typing: told } = await a.line.next('live')
        if (told !== undefined) return told
      }
    }
    g.line.say({ type: 'typing', on: true, thread: 2 })
    expect(await typing()).toEqual([{ id: grace.id, thread: 2 }])
    g.line.say({ type: 'typing', on: false })
    expect(await typing()).toEqual([])
    g.line.say({ type: 'typing', on: true })
    expect(await typing()).toEqual([{ id: grace.id }])
    g.line.send('c1')
    await a.line.until(() => a.line.messages().length === 1)
    // Their going is told, their having stopped was read off the message.
    g.line.close()
    while (true) {
      const frame = await a.line.next('live')
      expect(frame.typing).toBeUndefined()
      if (frame.presence?.gone.includes(grace.id)) break
    }
  })

  it('hears nothing of who may not speak, and refuses them nothing', async () => {
    const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
    const stub = await room(ada, grace, linus)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    const l = await enter(stub, { ...linus, scopes: ['messages:read'] })
    await as(stub, ada).mute({ userId: grace.id, minutes: 5 })
    for (const { line } of [g, l]) line.say({ type: 'typing', on: true })
    a.line.say({ type: 'typing', on: true })
    while (true) {
      const { typing } = await a.line.next('live')
      if (typing === undefined) continue
      expect(typing).toEqual([{ id: ada.id }])
      break
    }
    const heard = [...g.line.frames, ...l.line.frames]
    expect(heard.filter(({ type }) => type === 'error')).toEqual([])
    await as(stub, ada).change({ archived: true })
    a.line.say({ type: 'typing', on: true, thread: 1 })
    await new Promise(resolve => setTimeout(resolve, 1_300))
    g.line.close()
    while (true) {
      const { typing, presence } = await a.line.next('live')
      expect(typing ?? []).not.toContainEqual({ id: ada.id, thread: 1 })
      if (presence?.gone.includes(grace.id)) break
    }
  })

  it('forgets whose last socket has closed', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    g.line.say({ type: 'typing', on: true })
    while (true) if ((await a.line.next('live')).typing?.length === 1) break
    g.line.close()
    while (true) if ((await a.line.next('live')).typing?.length === 0) break
  })
})
