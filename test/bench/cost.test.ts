import { describe, expect, test } from 'vitest'
import { AXES } from '../../bench/cost/axes.ts'
import { beyondFree, billOf, chargeFor, listPrice } from '../../bench/cost/bill.ts'
import { type Habits, TYPICAL } from '../../bench/cost/habits.ts'
import { idleCron, owingRoomHour, silentRoom, sleepless } from '../../bench/cost/idle.ts'
import { inboxRowsReadOf, inboxRowsWrittenOf, inboxSeconds } from '../../bench/cost/inbox-model.ts'
import type { InboxWork } from '../../bench/cost/inbox-work.ts'
import { tripsOf, type Usage, usageOf } from '../../bench/cost/model.ts'
import { type Meter, PRICES } from '../../bench/cost/prices.ts'
import {
  HEAVY,
  LIGHT,
  oneObjectMs,
  P99_MS,
  relayBill,
  relayedMs,
  relaysNeeded,
  relaysQuicker,
  socketsHeld,
  socketsServed,
} from '../../bench/cost/relay.ts'
import { eventsHeld, storageOf } from '../../bench/cost/storage.ts'
import { report } from '../../bench/cost/tables.ts'
import { SWEEP_ROOMS_MAX, workOf } from '../../bench/cost/work.ts'

const NOTHING = Object.fromEntries(Object.keys(PRICES).map(meter => [meter, 0])) as Usage
const METERS = Object.keys(PRICES) as Meter[]
const READINGS = ['documented', 'cautious'] as const

describe('nobody', () => {
  test.each(READINGS)('costs the base alone (%s)', reading => {
    expect(billOf(usageOf({ ...TYPICAL, users: 0 }, reading))).toEqual({
      cloudflare: 5,
      neon: 0,
      upstash: 0,
      total: 5,
    })
  })

  test("is a cron's request and the registry's each minute, and lets Postgres and Redis sleep", () => {
    const usage = usageOf({ ...TYPICAL, users: 0 })
    expect(usage).toMatchObject({
      workerRequests: 43_200,
      objectRequests: 43_200,
      rowsWritten: 0,
      postgresCuHours: 0,
      redisCommands: 0,
    })
  })

  test('fits the free plans but for the CPU of a sign-in', () => {
    expect(beyondFree(usageOf({ ...TYPICAL, users: 0 }))).toEqual([])
  })

  test('no habit makes it not a number', () => {
    const none = Object.fromEntries(Object.keys(TYPICAL).map(habit => [habit, 0]))
    const usage = usageOf({ ...TYPICAL, ...none, roomSize: 1 }, 'cautious')
    for (const meter of METERS) expect(usage[meter]).toBeGreaterThanOrEqual(0)
  })
})

describe('more', () => {
  // Larger rooms are fewer, and longer days spread the same people thinner: neither is simply more.
  const { roomSize: _, talkingHours: __, ...rising } = TYPICAL

  describe.each(Object.keys(rising) as (keyof Habits)[])('%s', habit => {
    test.each(READINGS)('never costs less, on any meter (%s)', reading => {
      for (const users of [1, 300, 40_000]) {
        let before = NOTHING
        for (const times of [0, 0.1, 0.5, 1, 2, 7]) {
          const typical = { ...TYPICAL, users }
          const usage = usageOf({ ...typical, [habit]: typical[habit] * times }, reading)
          for (const meter of METERS)
            expect(usage[meter], meter).toBeGreaterThanOrEqual(before[meter] * (1 - 1e-9))
          expect(billOf(usage).total).toBeGreaterThanOrEqual(billOf(before).total - 1e-9)
          before = usage
        }
      }
    })
  })

  test('the cautious reading is never below the documented one', () => {
    for (const { steps, habits } of AXES)
      for (const step of steps) {
        const [low, high] = READINGS.map(reading => usageOf(habits(step), reading))
        for (const meter of METERS) expect(high?.[meter]).toBeGreaterThanOrEqual(low?.[meter] ?? 0)
      }
  })

  test('rooms and inboxes are awake all month at most', () => {
    const busy = { ...TYPICAL, messages: 1e6, changes: 1e6, openHours: 24, talkingHours: 24 }
    const { rooms, inbox } = workOf(busy)
    const month = (rooms + inbox.inboxes + 1) * 30 * 86_400
    expect(usageOf(busy, 'cautious').objectGbSeconds).toBeLessThanOrEqual(month * 0.128)
  })

  test('a room looks after its leases every five minutes at most, and only for two', () => {
    const crowd = { ...TYPICAL, users: 1_000, roomSize: 1_000, roomsPerUser: 1, openHours: 24 }
    expect(workOf(crowd).leaseAlarms).toBe(8_640)
    // A tab for three hours a day on average, in ten rooms: a pair for one and a half.
    const few = { ...TYPICAL, users: 10, activeShare: 0.1, roomsPerUser: 1, roomSize: 1 }
    expect(workOf(few).leaseAlarms).toBeCloseTo(1.5 * 12 * 30, 9)
  })

  test('the registry lists a room once, however many are in it', () => {
    const crowd = { ...TYPICAL, users: 2_000, roomSize: 1_000, roomsPerUser: 1 }
    expect(workOf(crowd).listed).toBe(2)
  })

  test('the sweeper visits no more than it may in a minute', () => {
    const { visits, crons } = workOf({ ...TYPICAL, users: 10_000_000 })
    expect(visits).toBe(SWEEP_ROOMS_MAX * crons)
  })

  test('a crowded room carries full batches, not one for each drain', () => {
    const crowd = { ...TYPICAL, users: 1_000, roomSize: 1_000, roomsPerUser: 1, messages: 1e6 }
    const { batches, messages, drains } = workOf(crowd)
    expect(batches).toBe(messages / 500)
    expect(batches).toBeGreaterThan(drains)
  })
})

/**
 * One room of two, there all day, 86,400 messages a day between them (1/s), one load and one socket to it
 * each a day, somebody at the page for an hour, one sign-in and one sign-out a month, one month old. Each line breaks once a day; each of
 * the two goes and comes back once, and looks elsewhere for a moment once, and the other watches.
 */
const PAIR: Habits = {
  users: 2,
  activeShare: 1,
  messages: 43_200,
  openHours: 24,
  attentiveHours: 1,
  loads: 1,
  sockets: 1,
  reconnections: 1,
  watched: 1,
  changes: 2,
  glances: 1,
  historyPages: 0,
  signIns: 1,
  signOuts: 1,
  roomsPerUser: 1,
  roomSize: 2,
  talkingHours: 24,
  bodyBytes: 90,
  months: 1,
}

describe('by hand', () => {
  test('a pair that never stops talking', () => {
    const usage = usageOf(PAIR)
    // 43,200 minutes + 60 loads of two + 60 hours with 120 lists of rooms, and two for each of 120 returns + 60
    // sockets to the room + 120 to inboxes + 2 sign-ins + 2 sign-outs + a refresh for each load and each
    // socket to the room.
    expect(usage.workerRequests).toBe(51_064)
    expect(usage.workerCpuMs).toBe(51_064 * 5 + 2 * 300)
    // 2,592,000 messages; one a second and a second to gather: 1,296,000 drains; 8,640 lookouts. 43,200
    // minutes, e^-60 short of each with a visit. Tells: 7/60 of each second, 2 a socket.
    // A row for each of those and each visit.
    const tells = 302_400 + 120
    // Two sockets, one a second: each is a flush of its own, a cid and a batch that goes again.
    const inRoom = 3 * 2_592_000 + 3 * 1_296_000 + 8_640 + tells + 43_200
    // In the inboxes: 120 changes; 60 who came set the alarm, which rings 17,280 times and is set again;
    // 120 times somebody turned away and 120 sockets closed, two alarms each; that those closed, and that
    // somebody was back; 60 rows, one each day, come and go.
    const inInboxes = 120 + 60 + 17_280 + 240 * 2 + 120 * 2 + 60 * 2
    expect(usage.rowsWritten).toBeCloseTo(inRoom + inInboxes, 3)
    // Waking reads 20 rows and two members: for each drain, lookout, visit, socket that comes or goes. A
    // message reads one for its cid and five for its batch, a welcome a hundred batches and two more. The
    // registry reads one room each minute, thrice for each visit, and an entry for each tell.
    const wakings = 1_296_000 + 8_640 + 43_200 + 2 * 60
    const read = 22 * wakings + 6 * 2_592_000 + 102 * 60 + (43_200 + 3 * 43_200 + tells)
    // Two returns a day, ten minutes of 24 hours apart: 144 of 146 ask anew.
    const anew = 120 * (144 / 146)
    const [watches, asks] = [120 + anew, 60 + anew]
    // An inbox reads ten as it wakes: for 120 sockets that come and go, each watch, 240 turns, each question,
    // 180 tellings, 240 and 17,280 alarms. Seven more are read by those but for watches and tellings, and by
    // 120 changes. Its one watcher is read twice by a change, once as it is taken in, and once by a telling.
    const inboxWakings = 240 + watches + 240 + asks + 180 + 240 + 17_280
    const inboxLooks = 240 + 240 + asks + 240 + 17_280 + 120
    const watchersRead = 2 * 120 + 60 + 180
    expect(usage.rowsRead).toBeCloseTo(read + 10 * inboxWakings + 7 * inboxLooks + watchersRead, 3)
    const frames = 2_592_000 + 60 * 3 + (2_592_000 * 2 * 350) / 1_048_576
    const ofRoom = frames / 20 + 60 + 1_296_000 + 8_640 + 43_200 + (43_200 + 43_200 + tells)
    // 120 sockets with a hello and a close, the watches, 240 turns, the questions; each change is told to
    // the one other, and each row once in vain; the alarms. Two sign-outs are told to an inbox and a room.
    const ofInboxes = 120 + (240 + watches + 240) / 20 + asks + (120 + 60) + 240 + 17_280
    expect(usage.objectRequests).toBeCloseTo(ofRoom + ofInboxes + 2 * 2, 3)
    // Two GETs of each load, one of each list, five of each socket to the room, one of each to an inbox, six of each refresh,
    // twenty of each sign-in, two of each sign-out.
    expect(usage.redisCommands).toBe(60 * 2 + 7_440 + 60 * 5 + 120 + 120 * 6 + 2 * 20 + 2 * 2)
    // Asked every two seconds, Postgres never sleeps: 720 hours of a quarter.
    expect(usage.postgresCuHours).toBeCloseTo(180, 6)
    expect(usage.postgresGb).toBeCloseTo((2_592_000 * 1_080) / 1e9, 9)
    // The room holds five quarters of its window, and every cid; the inboxes five pages each.
    const pages = 139_264 + 2 * 20_480
    expect(usage.objectGb).toBeCloseTo((pages + 125_000 * 322 + 2_592_000 * 93) / 1e9, 9)
  })

  test('a crowd of a thousand, a hundred messages a second, flushes fives', () => {
    // 50 µs a socket: 50 ms apart, so 20 flushes a second.
    const crowd = { ...PAIR, users: 1_000, roomSize: 1_000, messages: 8_640, historyPages: 1 }
    const { messages, messagesPerFlush, flushes, inbox } = workOf(crowd)
    expect([messages, messagesPerFlush, flushes]).toEqual([259_200_000, 5, 51_840_000])
    const { rowsWritten, rowsRead } = usageOf(crowd)
    const drains = (2_592_000 * 100) / 101
    const tells = 302_400 + 2 * 30_000
    expect(rowsWritten - inboxRowsWrittenOf(inbox)).toBeCloseTo(
      259_200_000 + 2 * 51_840_000 + 3 * drains + 8_640 + tells + 43_200,
      3,
    )
    // A welcome's 100 events are 99 / 5 batches and the first, a page's 51 are 50 / 5 and the first.
    const wakings = drains + 8_640 + 43_200 + 30_000 * 3
    const pages = 30_000 * (19.8 + 3) + 30_000 * (10 + 3)
    expect(rowsRead - inboxRowsReadOf(inbox)).toBeCloseTo(
      wakings * 1_020 + 259_200_000 + 5 * 51_840_000 + pages + (43_200 + 3 * 43_200 + tells),
      3,
    )
  })

  test('three pairs cost three times that, but for one cron and one registry', () => {
    const [pair, three] = [PAIR, { ...PAIR, users: 6 }].map(habits => usageOf(habits))
    const once = 43_200 + 43_200
    expect(three?.objectRequests).toBeCloseTo(3 * ((pair?.objectRequests ?? 0) - once) + once, 3)
  })

  test('and its bill, to the cent', () => {
    // Requests: 1,884,554 of which 884,554 are paid, $0.13. Rows and all the rest are included.
    // Neon: 180 × $0.106 + 2.79936 × $0.35 = $20.06. Upstash is free.
    const { cloudflare, neon, upstash, total } = billOf(usageOf(PAIR))
    expect(cloudflare).toBeCloseTo(5.13, 2)
    expect(neon).toBeCloseTo(20.06, 2)
    expect(upstash).toBe(0)
    expect(total).toBeCloseTo(25.19, 2)
  })
})

describe('inboxes', () => {
  const of = (habits: Partial<Habits>) => workOf({ ...TYPICAL, ...habits }).inbox
  const about = (amount: number) => expect.closeTo(amount, 6)

  test('by hand, for a thousand people of whom three in ten come on a day', () => {
    // 9,000 times a month somebody comes for a day. Each opens 4 + 2 sockets to their inbox and 12 rooms,
    // names 20 people twice for each of those, and asks each once. Of 22 returns in three hours, in which
    // there are 18 times ten minutes, 22 × 18 / (22 + 18) = 9.9 do both once more. Every fiftieth time that
    // people are named Postgres is asked again. With the 20 of each of 3 rooms they are
    // 60,000 pairs: after 1 / 0.3 days the one has come and let go of the other, 0.7 / 0.3 days later the
    // other has asked again, so each writes a row every 17/3 days. At any time 0.3 × 3 / 12 of everybody
    // are there: of 20 watchers 1.5 want to know of each of 24 changes. Of 60 who have a row 18 come on
    // that day and keep it: 16.5 are told in vain. So are those whose row goes. 12 of the changes, 10
    // glances and 6 closes wait for an alarm. In twelve hours are 72 times ten minutes, so 24 × 72 / (24 + 72)
    // = 18 changes ask who may still watch. 900 hours a day somebody is there, with twelve lookouts each.
    expect(of({})).toEqual({
      inboxes: 1_000,
      sockets: about(54_000),
      watches: about(9_000 * 33.9),
      again: about((9_000 * 33.9) / 50),
      watched: 20,
      asks: about(9_000 * 21.9 * 20),
      rows: about((60_000 * 30 * 3) / 17),
      watchers: 60,
      turns: about(9_000 * 44),
      changes: about(216_000),
      checks: about(9_000 * 18),
      tellings: about(216_000 * 1.5),
      vain: about(216_000 * 16.5 + (60_000 * 30 * 3) / 17),
      lessAlarms: about(9_000 * 28),
      leaseAlarms: about(900 * 12 * 30),
    })
  })

  test('of people whom nobody watches ask and tell nobody, set no alarm, and note each close and return', () => {
    const inbox = of({ watched: 0 })
    expect(inbox).toMatchObject({ asks: 0, rows: 0, tellings: 0, vain: 0, watchers: 0, changes: 0 })
    expect(inbox).toMatchObject({ lessAlarms: 0, leaseAlarms: 0, watches: 0, again: 0, checks: 0 })
    // 54,000 sockets, and as many who turn away as ever, which is no row.
    expect(inbox.turns).toBe(of({}).turns)
    expect(inboxRowsWrittenOf(inbox)).toBeCloseTo(108_000, 6)
  })

  test('of people who never turn away nor go keep the rows of all who watch', () => {
    const still = of({ changes: 0 })
    expect(still).toMatchObject({ changes: 0, checks: 0, rows: 0, tellings: 0, vain: 0 })
    // Ten glances are the returns: 10 × 18 / 28 of them.
    expect(still.asks).toBeCloseTo(9_000 * (12 + 180 / 28) * 20, 6)
  })

  test('ask anew and check no more often than every ten minutes, however much happens', () => {
    const { watches, checks } = of({ changes: 1e12 })
    // 18 times in three hours of a page, 72 in the twelve of the day.
    expect(watches).toBeCloseTo(9_000 * (24 + 18), 3)
    expect(checks).toBeCloseTo(9_000 * 72, 3)
  })

  test('ask nobody anew where nobody returns to a page, nor where none is open', () => {
    expect(of({ changes: 0, glances: 0 }).watches).toBe(216_000)
    expect(of({ openHours: 0 }).asks).toBe(2_160_000)
  })

  test('write a row for each pair and day at most, and for each question', () => {
    expect(of({ activeShare: 1 }).rows).toBeCloseTo(60_000 * 30, 6)
    expect(of({ activeShare: 1, sockets: 120, changes: 240 }).rows).toBeCloseTo(60_000 * 30, 6)
    // One room of 20 people a day, by a thousand.
    expect(of({ activeShare: 1, sockets: 1 }).rows).toBeCloseTo(20_000 * 30, 6)
  })

  test('tell each change to all who come that day, most of them in vain', () => {
    // 720,000 changes. A quarter of the day a tab is open: of 20 watchers 5 want to know, of 60 all have a row.
    const { tellings, vain, rows } = of({ activeShare: 1 })
    expect(tellings).toBeCloseTo(720_000 * 5, 6)
    expect(vain - rows).toBeCloseTo(720_000 * 55, 6)
  })

  test('are watched by others alone, and watch and hold no more than they may', () => {
    expect(of({ users: 10 })).toMatchObject({ watched: 9, watchers: 9 })
    expect(of({ users: 1 })).toMatchObject({ watched: 0, watchers: 0 })
    expect(of({ watched: 5_000, roomsPerUser: 4 })).toMatchObject({ watched: 200, watchers: 800 })
    expect(of({ watched: 5_000, roomsPerUser: 6, users: 5_000 }).watchers).toBe(1_000)
    expect(of({ watched: 5_000, roomsPerUser: 0 }).watchers).toBe(200)
  })

  test('tell everybody who watches where everybody is there all day, and look for 24 hours', () => {
    const all = { users: 2, activeShare: 1, openHours: 30, talkingHours: 12, roomsPerUser: 1 }
    const { tellings, vain, changes, rows, leaseAlarms } = of(all)
    expect(tellings).toBe(changes)
    expect(vain).toBe(rows)
    expect(leaseAlarms).toBe(2 * 8_640)
  })

  const NONE = Object.fromEntries(
    Object.keys(of({})).map(part => [part, 0]),
  ) as unknown as InboxWork
  const seconds = (work: Partial<InboxWork>, tail = 0) =>
    inboxSeconds({ ...NONE, inboxes: 1_000_000, ...work }, 43_200 * 30, tail)

  test.each<[Partial<InboxWork>, number, number]>([
    // A hello's wait, and a close.
    [{ sockets: 100 }, 20.5, 200],
    // Postgres, then one group of 25, or two.
    [{ watches: 100, watched: 25 }, 20, 100],
    [{ watches: 100, watched: 26 }, 30, 100],
    // A timer of five seconds, and Postgres. The watch has counted its tail.
    [{ again: 100 }, 510, 0],
    [{ changes: 100, watched: 25, watchers: 26 }, 20, 100],
    [{ checks: 100 }, 10, 0],
    // A tenth of a second in which what comes together is gathered.
    [{ turns: 100 }, 10.5, 100],
    [{ tellings: 100 }, 10.5, 100],
    // Their devices are told nothing.
    [{ vain: 100 }, 0.5, 100],
    [{ asks: 100 }, 0.5, 100],
    [{ lessAlarms: 100 }, 0.5, 100],
    [{ leaseAlarms: 100 }, 0.5, 100],
  ])('are awake for %o', (work, documented, tails) => {
    expect(seconds(work)).toBeCloseTo(documented, 3)
    expect(seconds(work, 10)).toBeCloseTo(documented + tails * 10, 3)
  })

  test.each<[Partial<InboxWork>, number]>([
    // Ten as it wakes and seven as it looks.
    [{ asks: 100 }, 1_700],
    // To take in somebody new, the twenty are counted.
    [{ asks: 100, rows: 100 }, 1_700 + 2_000],
    // It is awake, as something else has just happened.
    [{ changes: 100 }, 700 + 4_000],
    [{ lessAlarms: 100 }, 1_700],
    [{ leaseAlarms: 100 }, 1_700],
    [{ turns: 100 }, 1_700],
    // It comes and it goes.
    [{ sockets: 100 }, 3_400],
    [{ watches: 100 }, 1_000],
    [{ tellings: 100 }, 1_100],
    [{ vain: 100 }, 1_100],
    // Those ask Postgres alone.
    [{ again: 100, checks: 100 }, 0],
  ])('with twenty watchers read for %o', (work, rows) => {
    expect(inboxRowsReadOf({ ...NONE, watchers: 20, ...work })).toBe(rows)
  })

  test('are awake but once for what comes together', () => {
    // As much as there is time: 1 − 1/e of it.
    const full = { inboxes: 1, asks: (43_200 * 30) / 0.005 }
    expect(seconds(full)).toBeCloseTo(43_200 * 30 * (1 - Math.exp(-1)), 3)
  })
})

describe('a sign-out', () => {
  test('is a request, tells an inbox and three rooms, and asks both stores twice', () => {
    const [none, one] = [0, 1].map(signOuts => usageOf({ ...TYPICAL, signOuts }))
    const more = (meter: Meter) => (one?.[meter] ?? 0) - (none?.[meter] ?? 0)
    expect(more('workerRequests')).toBeCloseTo(1_000, 3)
    expect(more('objectRequests')).toBeCloseTo(4_000, 3)
    expect(more('redisCommands')).toBeCloseTo(2_000, 3)
    const [before, after] = [0, 1].map(signOuts => tripsOf(workOf({ ...TYPICAL, signOuts })))
    expect((after ?? 0) - (before ?? 0)).toBeCloseTo(2_000, 3)
  })
})

describe('Postgres is asked', () => {
  const work = workOf(TYPICAL)

  test('with each watch', () => {
    const silent = { ...work, inbox: { ...work.inbox, watches: 0 } }
    expect(tripsOf(work) - tripsOf(silent)).toBeCloseTo(9_000 * 33.9, 3)
  })

  test('once more after one in fifty, and with changes', () => {
    const silent = { ...work, inbox: { ...work.inbox, again: 0, checks: 0 } }
    expect(tripsOf(work) - tripsOf(silent)).toBeCloseTo((9_000 * 33.9) / 50 + 9_000 * 18, 3)
  })

  test('for the list of rooms twice a minute by each page at which somebody is, and as they come back', () => {
    // 9,000 days of an hour, and of 12 + 10 returns.
    expect(work.lists).toBeCloseTo(9_000 * (120 + 44), 3)
    expect(tripsOf(work) - tripsOf({ ...work, lists: 0 })).toBeCloseTo(9_000 * 164, 3)
  })

  test('for no list by a page that lies open, however long', () => {
    const open = workOf({ ...TYPICAL, openHours: 24, attentiveHours: 0, changes: 0, glances: 0 })
    expect(open.lists).toBe(0)
  })
})

describe('what is included', () => {
  test.each(METERS)('%s is free up to it and billed piece by piece beyond', meter => {
    const { included, dollars } = PRICES[meter]
    expect(chargeFor(meter, included)).toBe(0)
    expect(chargeFor(meter, included / 2)).toBe(0)
    expect(chargeFor(meter, included + 10)).toBeCloseTo(10 * dollars, 12)
  })

  test('is subtracted once from the month, not for each room or day', () => {
    const half = { ...NOTHING, rowsWritten: 30_000_000 }
    const whole = { ...NOTHING, rowsWritten: 60_000_000 }
    expect(billOf(half).total).toBe(5)
    expect(billOf(whole).total).toBeCloseTo(5 + 10, 9)
  })

  test('Neon and Upstash are free whole or paid whole', () => {
    const within = { ...NOTHING, postgresCuHours: 100, postgresGb: 0.5, redisCommands: 500_000 }
    expect(billOf(within).total).toBe(5)
    expect(billOf({ ...within, postgresGb: 0.6 }).neon).toBeCloseTo(10.6 + 0.21, 9)
    expect(billOf({ ...within, postgresCuHours: 101 }).neon).toBeCloseTo(10.706 + 0.175, 9)
    expect(billOf({ ...within, redisCommands: 500_001 }).upstash).toBeCloseTo(1, 4)
    expect(beyondFree({ ...within, redisCommands: 500_001 })).toEqual(['Upstash'])
  })

  test('the free plan counts by the day', () => {
    expect(beyondFree({ ...NOTHING, rowsWritten: 3_000_000 })).toEqual([])
    expect(beyondFree({ ...NOTHING, rowsWritten: 3_000_030 })).toEqual(['Rows written'])
  })

  test('a list price includes nothing', () => {
    expect(listPrice({ rowsWritten: 1_000_000 })).toBe(1)
  })
})

describe('idle', () => {
  test('the cron costs cents whichever way it is read', () => {
    // 43,200 requests of each kind, 43,200 × 5 ms of CPU and of the registry.
    const { documented, cautious } = idleCron()
    expect(documented).toBeCloseTo(0.01296 + 0.00432 + 0.00648 + 0.00035, 4)
    expect(cautious).toBeLessThan(0.7)
  })

  test('a silent room wakes 8,640 times, and so do the inboxes of the two in it', () => {
    const { documented, cautious } = silentRoom()
    expect(documented).toBeCloseTo(25_920 * (0.15e-6 + 1e-6 + 0.005 * 0.128 * 12.5e-6), 9)
    expect(cautious - documented).toBeCloseTo(25_920 * 10 * 0.128 * 12.5e-6, 9)
  })

  test('a Postgres that never sleeps is beyond what is free', () => {
    expect(sleepless()).toBeCloseTo(19.08, 9)
  })

  test('a room that owes while Postgres hangs costs a fraction of a cent an hour', () => {
    const retries = 3_600 / 30.5
    expect(owingRoomHour()).toBeCloseTo(retries * (1.15e-6 + 8 * 0.128 * 12.5e-6), 9)
  })
})

describe('flushes', () => {
  const flushed = (sockets: number, rate: number) => {
    const room = { ...PAIR, users: sockets, roomSize: sockets, messages: (rate * 86_400) / sockets }
    return workOf(room).messagesPerFlush
  }

  test('carry one message each until more come than the spacing lets out', () => {
    expect(flushed(100, 0.01)).toBe(1)
    expect(flushed(100, 200)).toBe(1)
    expect(flushed(100, 1_000)).toBeCloseTo(5, 9)
  })

  test('keep two milliseconds apart for few sockets, 50 µs each for many', () => {
    expect(flushed(2, 1_000)).toBeCloseTo(2, 9)
    expect(flushed(40, 1_000)).toBeCloseTo(2, 9)
    expect(flushed(5_000, 1_000)).toBeCloseTo(250, 9)
  })

  test('go to those who have a tab open while people talk', () => {
    // Two rooms of 1,000 users, 0.5 of them there for 6 of 12 hours: 250 in each.
    const { messagesPerFlush } = workOf({
      ...PAIR,
      users: 2_000,
      activeShare: 0.5,
      openHours: 6,
      talkingHours: 12,
      roomSize: 1_000,
      messages: 12 * 3_600,
    })
    // 500 a second in each, 12.5 ms apart.
    expect(messagesPerFlush).toBeCloseTo(6.25, 9)
  })
})

describe('what a room stores', () => {
  const gb = (messages: number, months = 1) =>
    storageOf({ bodyBytes: 140, months }, { rooms: 1, messages, inbox: { inboxes: 0 } }).objectGb

  test('is all of its events and their cids as long as they are in the window', () => {
    expect(gb(0)).toBeCloseTo(139_264 / 1e9, 12)
    expect(gb(100_000)).toBeCloseTo((139_264 + 100_000 * (372 + 93)) / 1e9, 12)
    expect(gb(125_000)).toBeCloseTo((139_264 + 125_000 * (372 + 93)) / 1e9, 12)
  })

  test('grows by cids alone from then on', () => {
    expect(gb(1_125_000) - gb(125_000)).toBeCloseTo(93e6 / 1e9, 9)
    expect(gb(1_000_000, 12) - gb(1_000_000, 11)).toBeCloseTo(93e6 / 1e9, 9)
  })

  test('is a window for each room', () => {
    const two = storageOf(
      { bodyBytes: 140, months: 1 },
      { rooms: 2, messages: 2_000_000, inbox: { inboxes: 0 } },
    )
    expect(two.objectGb).toBeCloseTo(2 * gb(1_000_000), 9)
  })

  test('is full after some hundred million events', () => {
    // A window of 125,000 × 372 bytes is taken off, what is left is cids.
    expect(eventsHeld({ bodyBytes: 140 })).toBe(Math.floor((10e9 - 139_264 - 46_500_000) / 93))
    expect(gb(eventsHeld({ bodyBytes: 140 }))).toBeLessThanOrEqual(10)
    expect(gb(eventsHeld({ bodyBytes: 140 }) + 1)).toBeGreaterThan(10)
  })
})

describe('past one object', () => {
  test('one message at a time waits for the sends before it alone', () => {
    expect(oneObjectMs(1_000, 0.1, HEAVY)).toBeCloseTo(0.2 + 16 + 0.04, 9)
  })

  test('a busy room waits for its spacing too, and for what it reads', () => {
    expect(oneObjectMs(1_000, 100, HEAVY)).toBeCloseTo(50 + 16.2 + 50 * 0.004, 9)
  })

  test('what is served just keeps the promise', () => {
    for (const costs of [LIGHT, HEAVY]) {
      const most = socketsServed(100, costs)
      expect(oneObjectMs(most, 100, costs)).toBeLessThanOrEqual(P99_MS)
      expect(oneObjectMs(most + 1, 100, costs)).toBeGreaterThan(P99_MS)
    }
  })

  test('more messages never mean more sockets', () => {
    const served = [0.1, 1, 10, 100, 1_000, 10_000].map(rate => socketsServed(rate, HEAVY))
    expect(served).toEqual(served.toSorted((a, b) => b - a))
  })

  test('a thread that only reads serves nobody', () => {
    expect(oneObjectMs(10, 30_000, HEAVY)).toBe(Number.POSITIVE_INFINITY)
    expect(socketsServed(30_000, HEAVY)).toBe(0)
  })

  test('a flush that takes longer than the spacing sets the pace', () => {
    const slow = { ...HEAVY, send: 100 }
    expect(oneObjectMs(100, 1_000, slow)).toBeCloseTo((10.2 / 0.86) * 1.04 + 10.2, 9)
  })

  test('an object holds what the platform and its memory let it', () => {
    expect(socketsHeld(LIGHT)).toBe(32_768)
    expect(socketsHeld(HEAVY)).toBe(23_437)
  })

  test('relays are as many as needed and no more', () => {
    expect(relaysNeeded(1_000, 100, HEAVY)).toBe(0)
    for (const sockets of [5_000, 10_000, 100_000]) {
      const relays = relaysNeeded(sockets, 100, HEAVY) ?? 0
      expect(relayedMs(sockets, relays, 100, HEAVY)).toBeLessThanOrEqual(P99_MS)
      expect(relayedMs(sockets, relays - 1, 100, HEAVY)).toBeGreaterThan(P99_MS)
    }
  })

  test('a relayed frame waits for the relay, the owner and two hops', () => {
    // 1,667 sockets each: 83.35 ms apart, 26.672 ms of sends, 0.5 ms of the owner's.
    expect(relayedMs(5_000, 3, 100, HEAVY)).toBeCloseTo(83.35 * 1.004 + 26.672 + 0.5 + 20, 9)
    // Relays that are busy for 8 ms ten times a second are not quiet, though their owner is.
    expect(relayedMs(1_000, 2, 10, HEAVY)).toBeCloseTo(25 * 1.0004 + 8 + 0.4 + 20, 9)
  })

  test('no number of relays makes up for hops that take too long', () => {
    expect(relaysNeeded(5_000, 100, { ...HEAVY, hopMs: 80 })).toBeUndefined()
  })

  test('in a small room two hops are slower than its own sends', () => {
    const quicker = relaysQuicker(100, HEAVY)
    expect(relayedMs(quicker, 2, 100, HEAVY)).toBeLessThan(oneObjectMs(quicker, 100, HEAVY))
    expect(relayedMs(quicker - 1, 2, 100, HEAVY)).toBeGreaterThanOrEqual(
      oneObjectMs(quicker - 1, 100, HEAVY),
    )
  })

  test('a relay costs a request a frame by call, and its waking hours by socket', () => {
    // 5,000 sockets on 5 relays: 50 ms apart, so 20 frames a second to each, and 100 messages up.
    const { requests, byCall, bySocket } = relayBill(5_000, 5, 100)
    expect(requests).toBeCloseTo(200 * 3_600, 6)
    expect(byCall).toBeCloseTo(0.108, 9)
    expect(bySocket).toBeCloseTo(0.108 / 20 + 5 * 3_600 * 0.128 * 12.5e-6, 9)
  })
})

test('the report has a column for each head and no hole', () => {
  const text = report()
  expect(text).not.toMatch(/NaN|undefined|Infinity/)
  for (const table of text.split('\n\n').filter(part => part.startsWith('|'))) {
    const widths = table.split('\n').map(line => line.split('|').length)
    expect(new Set(widths).size).toBe(1)
  }
})
