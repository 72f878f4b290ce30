import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Reader } from '../support/reader.ts'
import { ADA, GRACE, SimulatedRoom } from '../support/simulated-room.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const HEALED_MS = 120_000

const step = fc.oneof(
  fc.record({ act: fc.constant('send' as const), who: fc.nat(1) }),
  fc.record({ act: fc.constant('cut' as const), who: fc.nat(1) }),
  fc.record({ act: fc.constant('deaden' as const), who: fc.nat(1) }),
  fc.record({
    act: fc.constant('refuse' as const),
    code: fc.constantFrom('rate_limited', 'overloaded', 'internal'),
  }),
  fc.record({ act: fc.constant('outage' as const) }),
  fc.record({ act: fc.constant('unreadable' as const), pages: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('delay' as const), ms: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 9_000 }) }),
)

it('loses, doubles and reorders nothing, whatever the network does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      const room = new SimulatedRoom()
      const readers = [new Reader(room, ADA), new Reader(room, GRACE)]
      const sent: string[][] = [[], []]
      for (const reader of readers) reader.client.start()
      for (const what of steps) {
        if (what.act === 'send') {
          const body = `${what.who}-${sent[what.who]?.length}`
          sent[what.who]?.push(body)
          readers[what.who]?.client.send(body)
        }
        const open = room.lines.filter(line => line.isOpen)
        if (what.act === 'cut') open[what.who]?.cut(1006)
        if (what.act === 'deaden' && open[what.who])
          Object.assign(open[what.who] ?? {}, { isDead: true })
        if (what.act === 'refuse') room.refusals.push({ code: what.code, retryAfter: 700 })
        if (what.act === 'outage') {
          room.isDown = true
          room.cutAll(4011)
          await vi.advanceTimersByTimeAsync(3_000)
          room.isDown = false
        }
        if (what.act === 'unreadable') room.unreadable = what.pages
        if (what.act === 'delay') room.delay = what.ms
        if (what.act === 'pass') await vi.advanceTimersByTimeAsync(what.ms)
      }
      room.delay = 5
      await vi.advanceTimersByTimeAsync(HEALED_MS)

      for (const reader of readers) {
        expect(reader.phase).toBe('live')
        expect(reader.pending).toEqual([])
        expect(reader.events).toEqual(room.log.slice(room.head - reader.events.length))
        expect(reader.events.at(-1)).toEqual(room.log.at(-1))
      }
      for (const [index, by] of [ADA, GRACE].entries())
        expect(
          room.messages.filter(message => message.by === by).map(message => message.body),
        ).toEqual(sent[index])
      for (const reader of readers) reader.client.stop()
      vi.clearAllTimers()
    }),
    { numRuns: 300 },
  )
}, 60_000)
