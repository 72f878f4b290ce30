import { expect, it } from 'vitest'
import { Limiter } from '../../../worker/room/limiter.ts'

it('lets a user send twice a second’s worth at once, and then as many a second as it was given', () => {
  const limiter = new Limiter(30)
  const passes = (now: number) => {
    let count = 0
    while (limiter.send('ada', now) === 0) count += 1
    return count
  }
  expect(passes(0)).toBe(60)
  expect(passes(1_000)).toBe(30)
})

it('lets a socket bring what its user may send, however much that is', () => {
  const limiter = new Limiter(1_000)
  const socket = new WebSocketPair()[0]
  let frames = 0
  while (limiter.frame(socket, 0)) frames += 1
  expect(frames).toBe(4_000)
})

it('takes no fewer frames than it would by default where users send less', () => {
  const limiter = new Limiter(1)
  const socket = new WebSocketPair()[0]
  let frames = 0
  while (limiter.frame(socket, 0)) frames += 1
  expect(frames).toBe(200)
})
