import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import * as z from 'zod'
import { HISTORY_PAGE_DEFAULT } from '../../protocol/limits.ts'
import { historySchema } from '../../protocol/rest.ts'
import type { Bench } from '../bench.ts'
import { Crowd } from '../crowd.ts'
import { Histogram } from '../generator/histogram.ts'
import type { Seat } from '../subjects/subject.ts'
import { type Contestant, type Figures, type Outcome, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const MESSAGES = 1_000_000
/** The share of them that a room holds itself: of a million, as many as it does unless told otherwise. */
const WINDOW_SHARE = 0.1
const PAGES = 200
/** People who fill the room, and how fast: below what a room takes, so that all of it is taken. */
const WRITERS = 10
const WRITTEN_PER_SECOND = 5_000
const WRITTEN_AT_ONCE = 50_000
/** Milliseconds after which a Postgres that has not followed will not. */
const DRAIN_MAX_MS = 10 * 60_000

/** Where pages are asked for: the share of the room's messages that are older. */
const PLACES = { newest: 1, middle: 0.5, oldest: 0 } as const

/** A room with a long past. */
interface Library {
  messages: number
  /** Reads the page that ends before the message with this number. @returns the numbers on it */
  page(before: number): Promise<number[]>
}

export const history: Scenario = {
  name: 'history',
  about: 'Pages of 50 from a room of 1,000,000 messages, one after the other.',
  async run(bench) {
    const messages = bench.pace.isBrief ? MESSAGES / 50 : MESSAGES
    bench.say(`history: ${messages} messages are written`)
    const contestants = [
      contestant('alcove', await alcoveLibrary(bench, messages)),
      contestant('seed-stack', await seedLibrary(bench, messages)),
    ]
    return await rounds(bench, this.name, contestants)
  },
}

function contestant(subject: Contestant['subject'], library: Library): Contestant {
  return {
    subject,
    setup: { messages: library.messages, pages: PAGES, pageMessages: HISTORY_PAGE_DEFAULT },
    run: () => read(library),
  }
}

async function read(library: Library): Promise<Outcome> {
  const figures: Figures = {}
  let verified = 0
  for (const [place, share] of Object.entries(PLACES)) {
    const times = new Histogram()
    for (let page = 0; page < PAGES; page++) {
      const before = beforeOf(library.messages, share)
      const began = performance.now()
      const numbers = await library.page(before)
      times.add(performance.now() - began)
      if (isPage(numbers, before)) verified += 1
    }
    figures[`${place}P50Ms`] = times.quantile(0.5)
    figures[`${place}P95Ms`] = times.quantile(0.95)
  }
  const wanted = PAGES * Object.keys(PLACES).length
  const notes = verified < wanted ? [`${wanted - verified} pages were not what was asked for.`] : []
  return { figures, verified, notes }
}

/** Another page each time, within a twentieth of the room around the place. */
function beforeOf(messages: number, share: number): number {
  const least = HISTORY_PAGE_DEFAULT + 1
  const most = messages + 1
  if (share === 1) return most
  const wandering = (Math.random() - 0.5) * messages * 0.05
  return Math.min(most, Math.max(least, Math.round(messages * share + wandering)))
}

/** Whether a page holds the messages right before a place, in order and without a gap. */
function isPage(numbers: readonly number[], before: number): boolean {
  const first = before - HISTORY_PAGE_DEFAULT
  return numbers.length === HISTORY_PAGE_DEFAULT && numbers.every((n, index) => n === first + index)
}

/** Every message goes through the room and its outbox, to the Postgres that a newcomer has. */
async function alcoveLibrary(bench: Bench, messages: number): Promise<Library> {
  const window = String(messages * WINDOW_SHARE)
  const alcove = await bench.embeddedAlcove({ variables: { LOG_WINDOW_EVENTS: window } })
  const crowd = await Crowd.gather(alcove, 1, WRITERS)
  const [reader] = crowd.seats
  if (reader === undefined) throw new Error('nobody reads')
  for (let left = messages; left > 0; left -= WRITTEN_AT_ONCE) {
    const part = Math.min(left, WRITTEN_AT_ONCE)
    const load = await crowd.load(WRITTEN_PER_SECOND, 0, (part * 1_000) / WRITTEN_PER_SECOND)
    if (load.refused + load.missing > 0) throw new Error('the room did not take all of it')
  }
  await crowd.close()
  const head = await drained(alcove.platform.databaseUrl, reader.room, messages)
  // What came before the first message: the room, and who joined it.
  const offset = head - messages
  return {
    messages,
    async page(before) {
      const path = `/api/rooms/${reader.room}/messages?before=${before + offset}`
      const answer = await alcove.call({ cookie: reader.headers.cookie ?? '' }, 'GET', path)
      const page = historySchema.parse(await answer.json())
      return page.messages.map(message => message.seq - offset)
    },
  }
}

/** @returns the newest seq, once Postgres has all of them */
async function drained(url: string, roomId: string, messages: number): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const deadline = performance.now() + DRAIN_MAX_MS
  try {
    for (;;) {
      const { rows } = await client.query(
        'select head_seq, (select count(*)::int from messages where room_id = $1) as said from rooms where id = $1',
        [roomId],
      )
      if (rows[0]?.said === messages) return Number(rows[0].head_seq)
      if (performance.now() > deadline) throw new Error('Postgres has not followed')
      await setTimeout(1_000)
    }
  } finally {
    await client.end()
  }
}

/** Written straight into its tables, which it cannot tell from having been said. */
async function seedLibrary(bench: Bench, messages: number): Promise<Library> {
  const stack = await bench.seedStack()
  const [reader] = await stack.seats(1, 1)
  if (reader === undefined) throw new Error('nobody reads')
  const first = await fillSeedStack(stack.databaseUrl, reader, messages)
  const pageSchema = z.object({ messages: z.array(z.object({ id: z.number() })) })
  return {
    messages,
    async page(before) {
      const query = `roomId=${reader.room}&beforeId=${before + first - 1}`
      const answer = await fetch(`${stack.httpUrl}/messages?${query}`, { headers: reader.headers })
      const page = pageSchema.parse(await answer.json())
      return page.messages.map(({ id }) => id - first + 1).reverse()
    },
  }
}

/** @returns the id of the first message */
async function fillSeedStack(url: string, reader: Seat, messages: number): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(
      `insert into messages (room_id, user_id, content)
       select $1, (select user_id from members where room_id = $1 limit 1), 'message ' || n || repeat('.', 128)
       from generate_series(1, $2::int) as n`,
      [reader.room, messages],
    )
    await client.query('analyze messages')
    const { rows } = await client.query(
      'select min(id) as first from messages where room_id = $1',
      [reader.room],
    )
    return Number(rows[0]?.first)
  } finally {
    await client.end()
  }
}
