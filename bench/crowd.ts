import { setTimeout } from 'node:timers/promises'
import type { ArrivalReport } from './generator/arrivals.ts'
import { Generator } from './generator/generator.ts'
import type { LoadReport } from './generator/load.ts'
import type { Position } from './generator/orders.ts'
import { cpuMs } from './servers/usage.ts'
import type { Seat, Subject } from './subjects/subject.ts'

/** Milliseconds in which a room gets over everybody's coming. */
const SETTLE_MS = 1_000
/** Messages a second of a conversation that is only there to be read later. */
const SAYING_PER_SECOND = 100
let loads = 0

/** So many messages of a load, in order. */
export interface Expected {
  run: string
  messages: number
}

/** What a load found, and what it cost the server. */
export interface Load extends LoadReport {
  /** Tells its messages from any other's. */
  run: string
  perSecond: number
  serverCpuMs: number
}

/** People who belong to the rooms of a subject, and a generator of their own. */
export class Crowd {
  readonly subject: Subject
  readonly seats: readonly Seat[]
  readonly #generator: Generator
  #positions: readonly Position[] = []

  private constructor(subject: Subject, seats: readonly Seat[], generator: Generator) {
    this.subject = subject
    this.seats = seats
    this.#generator = generator
  }

  /** @returns a crowd that has come and sits */
  static async gather(subject: Subject, rooms: number, perRoom: number): Promise<Crowd> {
    const crowd = await Crowd.invite(subject, rooms, perRoom)
    await crowd.come()
    return crowd
  }

  /** @returns a crowd that belongs and has not come yet */
  static async invite(subject: Subject, rooms: number, perRoom: number): Promise<Crowd> {
    const seats = await subject.seats(rooms, perRoom)
    return new Crowd(subject, seats, await Generator.start())
  }

  /** The first so many of them come and sit; all of them unless it is said. */
  async come(count = this.seats.length): Promise<void> {
    const seats = this.seats.slice(0, count)
    this.#positions = await this.#generator.gather(this.subject.name, seats)
    await setTimeout(SETTLE_MS)
  }

  async leave(): Promise<void> {
    await this.#generator.leave()
  }

  /** @param perSecond messages, from all of them together */
  async load(perSecond: number, warmMs: number, measureMs: number): Promise<Load> {
    const pids = await this.subject.pids()
    const before = await cpuMs(pids)
    loads += 1
    const run = `r${loads}`
    const report = await this.#generator.load({ run, perSecond, warmMs, measureMs })
    return { ...report, run, perSecond, serverCpuMs: (await cpuMs(pids)) - before }
  }

  /**
   * Says so many messages and nothing else.
   * @returns what whoever comes later has to be told
   */
  async say(messages: number): Promise<Expected> {
    const { run, missing } = await this.load(
      SAYING_PER_SECOND,
      0,
      (messages * 1_000) / SAYING_PER_SECOND,
    )
    if (missing > 0) throw new Error(`${missing} deliveries are missing before anybody came`)
    return { run, messages }
  }

  /** The seats from `first` on come at a steady rate, are welcomed and go. */
  async arrive(first: number, perSecond: number, expected?: Expected): Promise<ArrivalReport> {
    const arrivals = this.seats.slice(first).map(seat => ({ seat }))
    return await this.#generator.arrive(this.subject.name, arrivals, perSecond, expected)
  }

  /** Whoever sat here when all came last comes back, and has missed what is expected. */
  async comeBack(
    perSecond: number,
    since: readonly Position[],
    expected: Expected,
  ): Promise<ArrivalReport> {
    const arrivals = this.seats.map((seat, index) => ({ seat, since: since[index] }))
    return await this.#generator.arrive(this.subject.name, arrivals, perSecond, expected)
  }

  /** Where each of those who came last stood then. */
  get positions(): readonly Position[] {
    return this.#positions
  }

  async close(): Promise<void> {
    await this.#generator.close()
  }
}
