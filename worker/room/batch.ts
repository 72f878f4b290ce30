import { v7 as uuidv7 } from 'uuid'
import type { RoomEvent } from '../../protocol/events.ts'
import { spacing } from '../domain/spacing.ts'
import type { Log } from './log.ts'

/** Drafts that may wait for a flush; beyond, the room is overloaded and says so. */
export const BATCH_WAITING_MAX = 4_000
/**
 * UTF-16 units of bodies in one flush. A unit becomes at most 6 bytes of JSON, and a SQLite value
 * holds 2 MB.
 */
const FLUSH_MAX_UNITS = 262_144

type WithoutPlace<E> = E extends RoomEvent ? Omit<E, 'seq' | 'id' | 'at'> : never
/** An event that has no place in the order yet. */
export type Draft = Exclude<WithoutPlace<RoomEvent>, { type: 'unknown' }>

export interface BatchParts {
  log: Log
  clock: () => number
  /** How many sockets a flush goes to. */
  audience: () => number
  /** The events are in the log; `json` is their array, serialised once for all. */
  flushed: (events: readonly RoomEvent[], json: string) => void
  /** The log did not take them; nothing was stored. */
  failed: (drafts: readonly Draft[], error: unknown) => void
}

/**
 * What waits for its place in the log. A flush gives the next seqs, writes all in one statement
 * and hands on one frame; flushes keep apart only while they carry more than one event.
 */
export class Batch {
  readonly #parts: BatchParts
  #drafts: Draft[] = []
  readonly #byCid = new Map<string, Draft>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #notBefore = 0

  constructor(parts: BatchParts) {
    this.#parts = parts
  }

  get isFull(): boolean {
    return this.#drafts.length >= BATCH_WAITING_MAX
  }

  /** What a user has waiting under a cid. */
  waiting(userId: string, cid: string): Draft | undefined {
    return this.#byCid.get(key(userId, cid))
  }

  add(draft: Draft): void {
    this.#drafts.push(draft)
    if ('cid' in draft) this.#byCid.set(key(draft.by, draft.cid), draft)
    this.#schedule()
  }

  /** Writes everything that waits, now. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#drafts.length > 0) this.#flushSome()
  }

  #schedule(): void {
    this.#timer ??= setTimeout(
      () => this.flush(),
      Math.max(0, this.#notBefore - this.#parts.clock()),
    )
  }

  #flushSome(): void {
    const drafts = this.#take()
    const { log, clock, flushed, failed } = this.#parts
    const at = Math.max(clock(), log.headAt)
    const events = drafts.map((draft, index) => placed(draft, log.head + 1 + index, at))
    const json = JSON.stringify(events)
    try {
      log.append(events, json)
    } catch (error) {
      failed(drafts, error)
      return
    }
    this.#notBefore = at + spacing(events.length, this.#parts.audience())
    flushed(events, json)
  }

  #take(): Draft[] {
    let units = 0
    let count = 0
    for (const draft of this.#drafts) {
      units += 'body' in draft ? draft.body.length : 0
      if (count > 0 && units > FLUSH_MAX_UNITS) break
      count += 1
    }
    const drafts = this.#drafts.splice(0, count)
    for (const draft of drafts) if ('cid' in draft) this.#byCid.delete(key(draft.by, draft.cid))
    return drafts
  }
}

function placed(draft: Draft, seq: number, at: number): RoomEvent {
  return { seq, id: uuidv7(), at, ...draft }
}

function key(userId: string, cid: string): string {
  return `${userId} ${cid}`
}
