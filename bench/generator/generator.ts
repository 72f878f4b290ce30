import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Seat, SubjectName } from '../subjects/subject.ts'
import type { Arrival, ArrivalReport } from './arrivals.ts'
import type { LoadOrder, LoadReport } from './load.ts'
import type { Answer, Answers, Order, Position } from './orders.ts'

/** Something happened that makes a run worthless: a socket was lost, a frame was not what was sent. */
export class Spoilt extends Error {}

/** The people of a bench: they come, talk, go and come back, in a process of their own. */
export class Generator {
  readonly #child: ChildProcess
  readonly #ended: Promise<never>

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#ended = once(child, 'exit').then(() => {
      throw new Error('the generator ended')
    })
    // Whoever waits for an answer hears of it; at the end nobody does.
    this.#ended.catch(() => {})
  }

  static async start(): Promise<Generator> {
    const child = fork(join(import.meta.dirname, 'process.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    await once(child, 'message')
    return new Generator(child)
  }

  /** @returns where each of them stands in their room */
  async gather(subject: SubjectName, seats: readonly Seat[]): Promise<Position[]> {
    return await this.#order({ kind: 'gather', subject, seats: [...seats] })
  }

  async load(load: LoadOrder): Promise<LoadReport> {
    return await this.#order({ kind: 'load', load })
  }

  async leave(): Promise<void> {
    await this.#order({ kind: 'leave' })
  }

  /** @param expected what every one of them has to be told */
  async arrive(
    subject: SubjectName,
    arrivals: readonly Arrival[],
    perSecond: number,
    expected?: { run: string; messages: number },
  ): Promise<ArrivalReport> {
    return await this.#order({
      kind: 'arrive',
      subject,
      arrivals: [...arrivals],
      perSecond,
      expected,
    })
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }

  /** @throws Spoilt */
  async #order<K extends Order['kind']>(order: Extract<Order, { kind: K }>): Promise<Answers[K]> {
    this.#child.send(order)
    const { promise, resolve } = Promise.withResolvers<Answer<K>>()
    this.#child.once('message', resolve)
    const { answer, failures } = await Promise.race([promise, this.#ended])
    if (failures.length > 0) throw new Spoilt(`${failures.length} failures: ${failures[0]}`)
    return answer
  }
}
