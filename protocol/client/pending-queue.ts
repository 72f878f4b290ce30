import { PENDING_MAX_SENDS } from '../limits.ts'
import { Keeper } from './keeper.ts'
import type { PendingSend, PendingStore } from './pending.ts'

/** The sends a person has made and the room has not acknowledged, in the order they were made. */
export class PendingQueue {
  #sends: readonly PendingSend[] = []
  readonly #keeper: Keeper<PendingSend>
  readonly #changed: (sends: readonly PendingSend[]) => void

  constructor(store: PendingStore | undefined, changed: (sends: readonly PendingSend[]) => void) {
    this.#keeper = new Keeper(store)
    this.#changed = changed
  }

  /** Brings back what an earlier page left unacknowledged, ahead of what was sent since. */
  async restore(): Promise<void> {
    const older = await this.#keeper.left(() => this.#sends)
    if (older.length > 0) this.#replace([...older, ...this.#sends])
  }

  /** The oldest send that waits to go out. */
  get next(): PendingSend | undefined {
    return this.#sends.find(send => send.state === 'pending')
  }

  /** Whether it holds as much as it may. */
  get isFull(): boolean {
    return this.#sends.length >= PENDING_MAX_SENDS
  }

  add(send: PendingSend): void {
    this.#replace([...this.#sends, send])
  }

  remove(cid: string): void {
    if (this.#sends.some(send => send.cid === cid))
      this.#replace(this.#sends.filter(send => send.cid !== cid))
  }

  /** Keeps a send the room refused, with the code of the refusal, for the person to decide. */
  fail(cid: string, code: string): void {
    this.#change(cid, send => ({ ...send, state: 'failed', code }))
  }

  /** Lets a failed send go out again, in its old place. */
  renew(cid: string): void {
    this.#change(cid, ({ code: _, ...send }) => ({ ...send, state: 'pending' }))
  }

  #change(cid: string, to: (send: PendingSend) => PendingSend): void {
    this.#replace(this.#sends.map(send => (send.cid === cid ? to(send) : send)))
  }

  #replace(sends: readonly PendingSend[]): void {
    this.#sends = sends
    this.#changed(sends)
    this.#keeper.save(sends)
  }
}
