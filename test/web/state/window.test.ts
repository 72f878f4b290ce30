import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Message } from '../../../protocol/rest.ts'
import type { Held } from '../../../web/state/held.ts'
import {
  atNewest,
  lastSeq,
  newSince,
  opened,
  openedAt,
  type Page,
  type Timeline,
  trimmed,
  withEvents,
  withNewer,
  withOlder,
} from '../../../web/state/timeline.ts'
import { ADA, GRACE, joined, member, message, reacted } from './cast.ts'

const seqs = ({ events }: Timeline) => events.map(({ seq }) => seq)
const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i, GRACE))

/** A room's log, and the pages of history that it gives. */
class Room {
  readonly log: RoomEvent[] = []

  get head(): number {
    return this.log.length
  }

  /** Something happens: mostly something is said, now and then somebody comes or puts an emoji to a message. */
  happen(count: number): RoomEvent[] {
    const from = this.head
    for (let i = 0; i < count; i += 1) {
      const seq = this.head + 1
      const target = this.said.at(-((seq % 13) + 1))?.seq
      if (seq % 5 === 0) this.log.push(joined(seq, member(GRACE, 'Grace')))
      else if (seq % 3 === 0 && target !== undefined)
        this.log.push(reacted(seq, GRACE, target, `${seq}`))
      else this.log.push(message(seq, GRACE))
    }
    return this.log.slice(from)
  }

  get said(): Message[] {
    return this.log.filter(event => event.type === 'message.sent').map(one => this.#shown(one))
  }

  page(limit: number, wanted: (message: Message) => boolean, fromEnd: boolean): Page {
    const { said, head } = this
    const found = said.filter(wanted)
    const page = fromEnd ? found.slice(-limit) : found.slice(0, limit)
    const [first, last] = [page[0]?.seq, page.at(-1)?.seq]
    return {
      messages: page,
      before: first !== undefined && said.some(({ seq }) => seq < first) ? first : null,
      after: last !== undefined && said.some(({ seq }) => seq > last) ? last : null,
      head,
    }
  }

  around(seq: number, limit: number): Page {
    const above = this.page(limit, one => one.seq < seq, true)
    const below = this.page(limit, one => one.seq >= seq, false)
    return { ...below, messages: [...above.messages, ...below.messages], before: above.before }
  }

  #shown(said: Extract<RoomEvent, { type: 'message.sent' }>): Message {
    const reactions = this.log.flatMap(one =>
      one.type === 'message.reacted' && one.target === said.seq
        ? [{ emoji: one.emoji, count: 1, by: [one.by], mine: false }]
        : [],
    )
    return reactions.length === 0 ? said : { ...said, reactions }
  }
}

/** The messages of a stretch of the log, as they are now; a window must hold these and no others. */
function wanted(room: Room, from: number, to: number): string[] {
  return room.said.filter(({ seq }) => seq >= from && seq <= to).map(told)
}

function held(events: readonly Held[]): string[] {
  return events.flatMap(event => (event.type === 'message.sent' ? [told(event)] : []))
}

function told({ seq, reactions = [] }: Message): string {
  return `${seq} ${reactions.map(({ emoji, count }) => `${emoji}×${count}`).join(' ')}`
}

function check(room: Room, timeline: Timeline): void {
  const { before, elsewhere, events } = timeline
  expect(held(events)).toEqual(wanted(room, before ?? 1, elsewhere?.after ?? room.head))
  expect(seqs(timeline)).toEqual([...new Set(seqs(timeline))].sort((a, b) => a - b))
  if (elsewhere === null) return
  expect(elsewhere.newest.elsewhere).toBeNull()
  expect(held(elsewhere.newest.events)).toEqual(
    wanted(room, elsewhere.newest.before ?? 1, room.head),
  )
}

describe('a window elsewhere', () => {
  const room = new Room()
  room.happen(900)
  const atEnd = opened(room.log.slice(-40), room.head)

  test('is around a message, with the newest kept beside it', () => {
    const there = openedAt(atEnd, room.around(301, 10))
    check(room, there)
    expect(seqs(there)).toContain(301)
    expect(there.elsewhere?.newest.events).toEqual(atEnd.events)
  })

  test('counts what others say meanwhile, and does not show it', () => {
    const there = openedAt(opened(messages(801, 840)), {
      ...{ messages: messages(100, 110), before: 100, after: 110, head: 840 },
    })
    const later = withEvents(there, [message(841, GRACE), message(842, ADA), message(843, GRACE)])
    expect(later.events).toEqual(there.events)
    expect(newSince(later, 840, ADA)).toBe(2)
  })

  test('becomes the newest again where it meets it, without a seam', () => {
    const first = openedAt(opened(messages(21, 40)), {
      ...{ messages: messages(1, 10), before: null, after: 10, head: 40 },
    })
    const near = withNewer(first, {
      ...{ messages: messages(11, 19), before: 11, after: 19, head: 40 },
    })
    expect(near.elsewhere?.after).toBe(19)
    const whole = withNewer(near, {
      ...{ messages: messages(20, 29), before: 20, after: 29, head: 40 },
    })
    expect(whole.elsewhere).toBeNull()
    expect(seqs(whole)).toEqual(messages(1, 40).map(({ seq }) => seq))
  })

  test('is not joined to the newest while something between them is missing', () => {
    const there = openedAt(opened(messages(31, 40)), {
      ...{ messages: messages(1, 10), before: null, after: 10, head: 28 },
    })
    // The page was read before 29 and 30 were said.
    const stale = withNewer(there, {
      ...{ messages: messages(11, 28), before: 11, after: null, head: 28 },
    })
    expect(stale.elsewhere?.after).toBe(28)
  })

  test('is left for the newest in one step', () => {
    const there = openedAt(atEnd, room.around(301, 10))
    expect(atNewest(there).events).toEqual(atEnd.events)
    expect(atNewest(atEnd)).toBe(atEnd)
  })

  test('comes of reading far up: what is below is let go of, but for the newest', () => {
    const long = opened(messages(1, 900), 900)
    const there = trimmed(long, 600, 5)
    expect([seqs(there)[0], lastSeq(there)]).toEqual([1, 600])
    expect(there.elsewhere?.after).toBe(600)
    expect(there.elsewhere && seqs(there.elsewhere.newest)[0]).toBe(701)
  })

  test('keeps its reader in the middle of what is held', () => {
    const there = trimmed(opened(messages(1, 900), 900), 600, 450)
    expect([seqs(there)[0], lastSeq(there), there.before]).toEqual([150, 749, 150])
  })

  test('is a stretch of the log, each message once and as it is, whatever pages, news, trims and turns come', () => {
    const step = fc.record({
      deed: fc.constantFrom('live', 'older', 'newer', 'show', 'back', 'trim'),
      size: fc.integer({ min: 1, max: 30 }),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      /** What happens between the reading of a page and its arrival. */
      late: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 0, max: 40 }),
        fc.array(step, { maxLength: 30 }),
        (past, newest, steps) => {
          const room = new Room()
          room.happen(past)
          let timeline = opened(room.log.slice(Math.max(0, past - newest)), room.head)
          for (const { deed, size, place, late } of steps) {
            const seq = Math.ceil(place * room.head)
            const { before, elsewhere } = timeline
            let page: Page | undefined
            if (deed === 'live') timeline = withEvents(timeline, room.happen(size))
            else if (deed === 'older' && before !== null)
              page = room.page(size, one => one.seq < before, true)
            else if (deed === 'newer' && elsewhere !== null)
              page = room.page(size, one => one.seq > elsewhere.after, false)
            else if (deed === 'show') page = room.around(seq, size)
            else if (deed === 'back') timeline = atNewest(timeline)
            else if (deed === 'trim') timeline = trimmed(timeline, size, seq)
            if (page !== undefined) {
              timeline = withEvents(timeline, room.happen(late))
              if (deed === 'show') timeline = openedAt(timeline, page)
              else if (deed === 'newer') timeline = withNewer(timeline, page)
              else timeline = withOlder(timeline, page.messages, page.before, page.head)
            }
            check(room, timeline)
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
