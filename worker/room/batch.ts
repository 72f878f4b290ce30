import { v7 as uuidv7 } from 'uuid'
import type { RoomEvent } from '../../protocol/events.ts'
import { spacing } from '../domain/spacing.ts'
import type { Log, Recorded } from './log.ts'

/**
 * Drafts that may wait for a flush, and the UTF-16 units of their bodies; beyond either, the room is
 * overloaded and says so. The object has 128 MB for everything.
 */
export const BATCH_WAITING_MAX = 4_000
export const BATCH_WAITING_UNITS = 4_194_304
/**
 * UTF-16 units of bodies in one flush. A unit becomes at most 6 bytes of JSON, and a SQLite value
 * holds 2 MB.
 */
const FLUSH_MAX_UNITS = 262_144

/**
 * Milliseconds that a flush may be late. Timers come after what sockets have to say, which makes a
 * busy room read more before it writes; but a flood must not keep everybody waiting.
 */
const OVERDUE_MS = 50

type WithoutPlace<E> = E extends RoomEvent ? Omit<E, 'seq' | 'id' | 'at'> : never
/** An event that has no place in the order yet. */
export type Draft = Exclude<WithoutPlace<RoomEvent>, { type: 'unknown' }>

/** A draft, and what is written with it. */
export interface Written {
  draft: Draft
  /** Further writes that stand or fall with the event it becomes; when it returns, nobody was told yet. */
  alongside?: (event: RoomEvent) => void
}

export interface Waiting extends Written {
  /** The socket it came over, which hears of it should it not become an event. */
  from?: WebSocket
}

export interface BatchParts {
  log: Log
  /** Runs writes so that all of them happen or none. */
  transaction: (writes: () => void) => void
  clock: () => number
  /** How many sockets a flush goes to. */
  audience: () => number
  /** The events are in the log; `json` is their array, serialised once for all. */
  flushed: (json: string) => void
  /** Its author has recorded this under the same cid before; nothing was stored. */
  repeated: (waiting: Waiting, recorded: Recorded) => void
  /** The log did not take them; nothing was stored. */
  failed: (waiting: readonly Waiting[], error: unknown) => void
}

/**
 * What waits for its place in the log. A flush gives the next seqs, writes all in one statement
 * and hands on one frame. A quiet room flushes at once; flushes keep apart only while they carry
 * more than one event.
 */
export class Batch {
  readonly #parts: BatchParts
  #waiting: Waiting[] = []
  readonly #byCid = new Map<string, Draft>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #units = 0
  #flushedAt = 0
  /** Whether the last flush carried more than one event. */
  #isBusy = false

  constructor(parts: BatchParts) {
    this.#parts = parts
  }

  get isFull(): boolean {
    return this.#waiting.length >= BATCH_WAITING_MAX || this.#units >= BATCH_WAITING_UNITS
  }

  /** What a user has waiting under a cid. */
  waiting(userId: string, cid: string): Draft | undefined {
    return this.#byCid.get(key(userId, cid))
  }

  /** Whether something that a user said waits. */
  isWaitingFor(userId: string): boolean {
    return this.#waiting.some(({ draft }) => draft.type === 'message.sent' && draft.by === userId)
  }

  /** Whether something waits that a user does to messages. */
  isAmendedBy(userId: string): boolean {
    return this.#waiting.some(({ draft }) => AMENDING.has(draft.type) && draft.by === userId)
  }

  /** Takes something in that goes with the next flush, whenever that is. */
  wait(waiting: Waiting): void {
    const { draft } = waiting
    this.#waiting.push(waiting)
    this.#units += units(draft)
    if ('cid' in draft) this.#byCid.set(key(draft.by, draft.cid), draft)
  }

  /** Takes something in, and flushes as soon as that is good for everybody. */
  add(waiting: Waiting): void {
    this.wait(waiting)
    const passed = this.#parts.clock() - this.#flushedAt
    const apart = spacing(this.#parts.audience())
    const isQuiet = !this.#isBusy && passed >= apart
    if (isQuiet || passed >= apart + OVERDUE_MS) this.flush()
    else this.#schedule(this.#isBusy ? apart - Math.max(0, passed) : 0)
  }

  /** Writes everything that waits, now. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#waiting.length > 0) this.#flushSome()
  }

  /** @param ms how long the flush may be put off; a turn at least, in which more may gather */
  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, ms))
  }

  #flushSome(): void {
    const waiting = this.#take()
    const { failed } = this.#parts
    try {
      this.#write(waiting)
    } catch (error) {
      // The cids' key found a repetition: looking for one before each write would cost every
      // message a query, so it is looked for only now.
      const fresh = this.#sift(waiting)
      if (fresh.length === waiting.length) failed(waiting, error)
      else this.#retry(fresh)
    }
  }

  #retry(waiting: readonly Waiting[]): void {
    try {
      this.#write(waiting)
    } catch (error) {
      this.#parts.failed(waiting, error)
    }
  }

  #write(waiting: readonly Waiting[]): void {
    const { log, clock, flushed } = this.#parts
    if (waiting.length === 0) return
    const now = clock()
    const at = Math.max(now, log.headAt)
    const events = waiting.map(({ draft }, index) => placed(draft, log.head + 1 + index, at))
    const json = JSON.stringify(events)
    this.#append(waiting, events, json)
    this.#flushedAt = now
    this.#isBusy = events.length > 1
    flushed(json)
  }

  /** Messages are one statement, whatever it writes: that needs no transaction around it. */
  #append(waiting: readonly Waiting[], events: readonly RoomEvent[], json: string): void {
    const { log, transaction } = this.#parts
    if (!waiting.some(one => one.alongside !== undefined)) {
      log.append(events, json)
      return
    }
    try {
      transaction(() => {
        log.append(events, json)
        for (const [index, event] of events.entries()) waiting[index]?.alongside?.(event)
      })
    } catch (error) {
      log.forgetHead()
      throw error
    }
  }

  /** @returns what was not recorded before; of the rest, each sender is told */
  #sift(waiting: readonly Waiting[]): Waiting[] {
    const { log, repeated } = this.#parts
    return waiting.filter(one => {
      const { draft } = one
      const recorded = 'cid' in draft ? log.recorded(draft.by, draft.cid) : undefined
      if (recorded !== undefined) repeated(one, recorded)
      return recorded === undefined
    })
  }

  #take(): Waiting[] {
    let taking = 0
    let count = 0
    for (const { draft } of this.#waiting) {
      if (count > 0 && taking + units(draft) > FLUSH_MAX_UNITS) break
      taking += units(draft)
      count += 1
    }
    this.#units -= taking
    const taken = this.#waiting.splice(0, count)
    for (const { draft } of taken) if ('cid' in draft) this.#byCid.delete(key(draft.by, draft.cid))
    return taken
  }
}

const AMENDING: ReadonlySet<Draft['type']> = new Set([
  'message.edited',
  'message.reacted',
  'message.pinned',
])

/** What naming somebody adds: their id. */
const MENTION_UNITS = 40

function units(draft: Draft): number {
  if ('messages' in draft) return draft.messages.reduce((sum, { body }) => sum + body.length, 0)
  if (draft.type !== 'message.sent') return 0
  return draft.body.length + (draft.mentions?.length ?? 0) * MENTION_UNITS
}

function placed(draft: Draft, seq: number, at: number): RoomEvent {
  return { seq, id: uuidv7(), at, ...draft }
}

function key(userId: string, cid: string): string {
  return `${userId} ${cid}`
}
