import { DurableObject } from 'cloudflare:workers'
import {
  type Allowance,
  attempt,
  type Counted,
  giveBack,
  type Slowdown,
  type Tally,
  take,
  tallySchema,
} from '../domain/tally.ts'
import type { Bindings } from '../env.ts'

const KEPT = 'tally'

/** One key's tally, where nothing else can be asked. It is gone once its time is over. */
export class TallyObject extends DurableObject<Bindings> {
  async take(allowance: Allowance): Promise<number> {
    return await this.#keep(take(this.#tally, allowance, Date.now()))
  }

  async attempt(slowdown: Slowdown): Promise<number> {
    return await this.#keep(attempt(this.#tally, slowdown, Date.now()))
  }

  async giveBack(): Promise<void> {
    const left = giveBack(this.#tally)
    if (left === undefined) await this.forget()
    else this.ctx.storage.kv.put(KEPT, left)
  }

  /** Leaves nothing, the alarm included: an object without storage costs nothing. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }

  override async alarm(): Promise<void> {
    const until = this.#tally?.until ?? 0
    // Alarms may come early, or once more after a new time was set.
    if (until > Date.now()) await this.ctx.storage.setAlarm(until)
    else await this.forget()
  }

  // What has another shape is from an older version, and counts as nothing.
  get #tally(): Tally | undefined {
    return tallySchema.safeParse(this.ctx.storage.kv.get(KEPT)).data
  }

  async #keep({ tally, waitMs }: Counted): Promise<number> {
    // Who has to wait was not counted: a flood is not to be paid for by the write.
    if (waitMs > 0) return waitMs
    this.ctx.storage.kv.put(KEPT, tally)
    await this.ctx.storage.setAlarm(tally.until)
    return 0
  }
}
