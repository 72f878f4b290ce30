import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { BODY_MAX_CHARS, SEND_BURST, UNREAD_MAX_UNITS } from '../../protocol/limits.ts'
import { Visitor } from '../support/visitor.ts'
import { aWorld } from './a-world.ts'
import { company, nth } from './company.ts'
import { until, wait } from './until.ts'

const world = aWorld()

describe('three times what a room takes', () => {
  it('is told to wait, and what is acknowledged is kept', async () => {
    const { scene, people } = await company(world(), 6)
    for (let turn = 0; turn < 3 * SEND_BURST; turn++)
      for (const person of people) person.say(`${turn}`)
    await until('some are acknowledged', () => scene.acknowledged > SEND_BURST)
    const { acknowledged, verified, violations } = await scene.verdict({ isWireTrue: true })
    expect(violations).toEqual([])
    expect([acknowledged, verified]).toEqual([360, 360])
    scene.leave()
  })

  it('on one socket is refused with the time to come back, frame by frame', async () => {
    const { scene, visitors } = await company(world())
    const { url, headers } = nth(visitors, 1).socketAt(scene.roomId)
    const socket = new WebSocket(url, { headers })
    const refusals: { cid: string; code: string; retryAfter: number }[] = []
    const acknowledged = new Set<string>()
    socket.on('message', data => {
      const frame = JSON.parse(String(data))
      if (frame.type === 'error') refusals.push(frame)
      for (const { cid } of frame.events ?? []) acknowledged.add(cid)
    })
    await until('it is open', () => socket.readyState === WebSocket.OPEN)
    socket.send(JSON.stringify({ type: 'hello', v: 2 }))
    const sends = 3 * SEND_BURST
    for (let n = 0; n < sends; n++)
      socket.send(JSON.stringify({ type: 'send', cid: `flood-${n}`, body: 'x' }))
    const answered = () => acknowledged.size + refusals.length >= sends
    await until('every send is answered', answered)
    expect(refusals.length).toBeGreaterThan(SEND_BURST)
    for (const { code, retryAfter } of refusals) {
      expect(code).toBe('rate_limited')
      expect(retryAfter).toBeGreaterThan(0)
    }
    socket.terminate()
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})

describe('a reader that does not read', () => {
  it('is cut off at a bound of bytes, and the others notice nothing', async () => {
    const { scene, people, visitors } = await company(world(), 6)
    // Past the proxy, which would read for it.
    const ada = nth(visitors, 0)
    const { headers } = ada.socketAt(scene.roomId)
    const url = new Visitor(world().runtime.url).socketAt(scene.roomId).url
    const reader = new WebSocket(url, { headers })
    await until('it is open', () => reader.readyState === WebSocket.OPEN)
    reader.send(JSON.stringify({ type: 'hello', v: 2 }))
    await wait(300)
    reader.pause()
    const body = '潮'.repeat(BODY_MAX_CHARS)
    let units = 0
    while (units < UNREAD_MAX_UNITS * 1.5) {
      for (const person of people) if (person.pending < 5 && person.say(body)) units += body.length
      await wait(50)
    }
    let code = 0
    reader.on('close', closed => {
      code = closed
    })
    reader.resume()
    await until('it learns that it was too slow', () => code === 4009)
    expect(await scene.judged({ isWireTrue: true })).toEqual([])
    scene.leave()
  })
})
