import type { Allowance, Slowdown } from '../domain/tally.ts'
import type { Bindings } from '../env.ts'
import { Unavailable } from '../unavailable.ts'
import type { Tallies } from './tallies.ts'
import type { TallyObject } from './tally-object.ts'

type Stub = DurableObjectStub<TallyObject>

/** Counts in objects of their own, one a key. */
export class ObjectTallies implements Tallies {
  readonly #objects: Bindings['TALLIES']

  constructor(objects: Bindings['TALLIES']) {
    this.#objects = objects
  }

  async take(key: string, allowance: Allowance): Promise<number> {
    return await this.#ask(key, async stub => await stub.take(allowance))
  }

  async attempt(key: string, slowdown: Slowdown): Promise<number> {
    return await this.#ask(key, async stub => await stub.attempt(slowdown))
  }

  async giveBack(key: string): Promise<void> {
    await this.#ask(key, async stub => await stub.giveBack())
  }

  async forget(key: string): Promise<void> {
    await this.#ask(key, async stub => await stub.forget())
  }

  async #ask<T>(key: string, question: (stub: Stub) => Promise<T>): Promise<T> {
    try {
      return await question(this.#objects.get(this.#objects.idFromName(key)))
    } catch (error) {
      throw new Unavailable('tally', error instanceof Error ? error.message : 'unknown')
    }
  }
}
