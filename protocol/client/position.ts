import type { RoomEvent } from '../events.ts'
import type { Welcome } from '../frames.ts'

/** How much of a room's history its reader holds: everything up to `lastSeq` of one epoch. */
export class Position {
  #known: { epoch: string; lastSeq: number } | undefined
  #me = ''

  /** What a hello says of it; undefined while nothing is held. */
  get known(): { epoch: string; lastSeq: number } | undefined {
    return this.#known
  }

  get lastSeq(): number {
    return this.#known?.lastSeq ?? 0
  }

  /** The user id the room knows us by. */
  get me(): string {
    return this.#me
  }

  begin(welcome: Welcome): void {
    this.#me = welcome.me
    this.#known = {
      epoch: welcome.epoch,
      lastSeq: welcome.events.at(-1)?.seq ?? welcome.head,
    }
  }

  /**
   * Takes events in.
   * @returns those not held before, or 'gap' when one is missing in front of them
   */
  advance(events: readonly RoomEvent[]): RoomEvent[] | 'gap' {
    if (this.#known === undefined) return 'gap'
    const fresh = events.filter(event => event.seq > this.lastSeq)
    let expected = this.lastSeq
    for (const event of fresh) {
      expected += 1
      if (event.seq !== expected) return 'gap'
    }
    this.#known.lastSeq = expected
    return fresh
  }

  forget(): void {
    this.#known = undefined
  }
}
