import { describe, expect, it, vi } from 'vitest'
import { PAGES_BURST } from '../../../protocol/limits.ts'
import { fill } from '../support/fill.ts'
import type { Line } from '../support/line.ts'
import { person } from '../support/people.ts'
import { enter, room } from '../support/rooms.ts'

/** Ada's room with more in it than one page, and Grace who comes back to it from its beginning. */
async function longRoom() {
  const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
  const stub = await room(ada, grace)
  const { line, welcome } = await enter(stub, ada)
  line.close()
  await fill(stub, ada, 1_300)
  const back = () => enter(stub, grace, { epoch: welcome.epoch, lastSeq: 0 })
  return { ada, grace, stub, back }
}

const refusals = (line: Line) => line.frames.filter(frame => frame.type === 'error')

describe('asking for pages', () => {
  it('is for who is behind, and for nobody else', async () => {
    const { ada, stub, back } = await longRoom()
    const { line } = await enter(stub, ada)
    line.say({ type: 'page', after: 0 })
    expect(await line.next('error')).toMatchObject({ code: 'bad_frame', field: 'after' })
    line.close()
    const behind = await back()
    behind.line.say({ type: 'page', after: 5_000 })
    expect(await behind.line.next('error')).toMatchObject({ code: 'bad_frame', field: 'after' })
  })

  it('is answered with the next page, up to the last one', async () => {
    const { back } = await longRoom()
    const { line, welcome } = await back()
    const pages = [welcome.events]
    for (let more = welcome.more; more; ) {
      line.say({ type: 'page', after: pages.at(-1)?.at(-1)?.seq ?? 0 })
      const page = await line.next('events')
      pages.push(page.events)
      more = page.more ?? false
    }
    expect(pages.map(page => page.length)).toEqual([500, 500, 303])
    line.send('c1')
    await line.until(events => events.some(event => 'cid' in event && event.cid === 'c1'))
  })

  it('has a price, so that nobody holds the room up', async () => {
    const { back } = await longRoom()
    const { line } = await back()
    for (let n = 0; n < PAGES_BURST + 5; n++) line.say({ type: 'page', after: 0 })
    const { code, retryAfter = 0 } = await line.next('error')
    expect(code).toBe('unavailable')
    expect(retryAfter).toBeGreaterThan(0)
    expect(refusals(line).length).toBeLessThanOrEqual(5)
  })

  it('over and over, without reading on, ends the socket', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const { welcome } = await enter(stub, ada)
    await fill(stub, ada, 1_300, 'x'.repeat(900))
    const { line } = await enter(stub, grace, { epoch: welcome.epoch, lastSeq: 0 })
    for (let n = 0; n < PAGES_BURST; n++) line.say({ type: 'page', after: 0 })
    expect(await line.closed).toMatchObject({ code: 4009 })
  })

  it('tells meanwhile who comes and who goes', async () => {
    const { ada, stub, back } = await longRoom()
    const there = await enter(stub, ada)
    const { line, welcome } = await back()
    expect(welcome).toMatchObject({ more: true, presence: expect.arrayContaining([ada.id]) })
    there.line.close()
    await vi.waitFor(() => {
      const gone = line.frames.flatMap(frame =>
        frame.type === 'live' ? (frame.presence?.gone ?? []) : [],
      )
      expect(gone).toEqual([ada.id])
    }, 5_000)
  })
})
