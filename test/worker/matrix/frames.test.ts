import { beforeAll, expect, test } from 'vitest'
import { clientFrameSchemas } from '../../../protocol/frames.ts'
import type { Line } from '../support/line.ts'
import { lineTo } from '../support/ways.ts'
import { ACTORS, type Actor, type Cast, makeCast, visitorOf } from './cast.ts'
import { ADMITTED, FRAMES, type FrameRow, type Heard } from './frames.ts'
import { makeRooms } from './rooms.ts'
import { TARGETS, type Target } from './row.ts'

let cast: Cast
let rooms: Record<Target, string>
beforeAll(async () => {
  cast = await makeCast()
  rooms = await makeRooms(cast)
})

test('every frame of the protocol stands in the table, and nothing else does', () => {
  expect(Object.keys(FRAMES).sort()).toEqual(Object.keys(clientFrameSchemas).sort())
})

test.each(Object.entries(FRAMES))('what everybody hears of %s', async (_, row) => {
  for (const actor of ACTORS) {
    for (const target of TARGETS) {
      const admitted = ADMITTED[actor][target]
      const heard = await heardBy(actor, target, row)
      expect([actor, target, heard]).toEqual([
        actor,
        target,
        admitted === true ? row.heard : admitted,
      ])
    }
  }
})

async function heardBy(actor: Actor, target: Target, row: FrameRow): Promise<Heard> {
  const line = await lineTo(visitorOf(cast, actor).under({}), rooms[target])
  const closed = line.closed.then(({ code }) => code)
  return await Promise.race([closed, answered(line, row)])
}

async function answered(line: Line, { frame, heard }: FrameRow): Promise<Heard> {
  if (frame.type !== 'hello') {
    line.say({ type: 'hello', v: 2 })
    await line.next('welcome')
  }
  line.say(frame)
  if (heard === 'events' && frame.type !== 'send') line.send(`after-${frame.type}`)
  const { type } = await line.next(heard as 'welcome')
  line.close()
  return type
}
