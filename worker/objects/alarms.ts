/**
 * The object's one alarm, known in memory: the platform replaces an alarm that is set again, so
 * only an earlier one may, and every setting is a billed write.
 */
export class Alarms {
  readonly #storage: DurableObjectStorage
  #at: number | null = null

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  /** Learns which alarm an earlier life of the object set. */
  async load(): Promise<void> {
    this.#at = await this.#storage.getAlarm()
  }

  /**
   * Sees to it that the object is woken by `at` (milliseconds since 1970). Without an await
   * between, the alarm is committed together with the rows it is for, or neither is.
   */
  ensure(at: number): void {
    if (this.#at !== null && this.#at <= at) return
    this.#at = at
    // A failed write breaks the object's output gate, which resets it: nobody is told it worked.
    this.#storage.setAlarm(at).catch(() => {})
  }

  /**
   * Sets the alarm anew, whatever memory says of it: one that was set may have been lost
   * (https://developers.cloudflare.com/durable-objects/api/alarms/: it is dropped after six
   * failures), and a clock that stepped back leaves it hours away.
   */
  renew(at: number): void {
    this.#at = null
    this.ensure(at)
  }

  /** The alarm has gone off. */
  rang(): void {
    this.#at = null
  }
}
