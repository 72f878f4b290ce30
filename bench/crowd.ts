import { setTimeout } from 'node:timers/promises'
import { Generator } from './generator/generator.ts'
import type { LoadReport } from './generator/load.ts'
import { cpuMs } from './servers/usage.ts'
import type { Seat, Subject } from './subjects/subject.ts'

/** Milliseconds in which a room gets over everybody's coming. */
const SETTLE_MS = 1_000
let loads = 0

/** What a load found, and what it cost the server. */
export interface Load extends LoadReport {
  perSecond: number
  serverCpuMs: number
}

/** People who sit in the rooms of a subject, with a generator of their own. */
export class Crowd {
  readonly subject: Subject
  readonly seats: readonly Seat[]
  readonly #generator: Generator

  private constructor(subject: Subject, seats: readonly Seat[], generator: Generator) {
    this.subject = subject
    this.seats = seats
    this.#generator = generator
  }

  static async gather(subject: Subject, rooms: number, perRoom: number): Promise<Crowd> {
    const seats = await subject.seats(rooms, perRoom)
    const generator = await Generator.start()
    await generator.gather(subject.name, seats)
    await setTimeout(SETTLE_MS)
    return new Crowd(subject, seats, generator)
  }

  /** @param perSecond messages, from all of them together */
  async load(perSecond: number, warmMs: number, measureMs: number): Promise<Load> {
    const pids = await this.subject.pids()
    const before = await cpuMs(pids)
    loads += 1
    const order = { run: `r${loads}`, perSecond, warmMs, measureMs }
    const report = await this.#generator.load(order)
    return { ...report, perSecond, serverCpuMs: (await cpuMs(pids)) - before }
  }

  async close(): Promise<void> {
    await this.#generator.close()
  }
}
