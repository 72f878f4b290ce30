import type { MessageSent, RoomEvent } from '../../protocol/events.ts'
import { Unavailable } from '../unavailable.ts'
import type { Masked } from './log.ts'
import type { Meta } from './meta.ts'
import type { Quarantine } from './quarantine.ts'

/** Where the room's events are read once it has let go of them. Throws Unavailable. */
export interface RoomArchive {
  eventsAfter(seq: number, limit: number): Promise<RoomEvent[]>
  eventsAt(seqs: readonly number[]): Promise<RoomEvent[]>
  messagesBefore(seq: number, limit: number): Promise<MessageSent[]>
  messagesAfter(seq: number, limit: number): Promise<MessageSent[]>
  messagesAt(seqs: readonly number[]): Promise<MessageSent[]>
  seqAt(moment: number): Promise<number | undefined>
  recorded(userId: string, cid: string): Promise<MessageSent | undefined>
}

/** Reads at once: a Worker opens six connections, and the way to Postgres needs one too. */
export const OLDER_READS_MAX = 4

/**
 * The log below its window: what Postgres keeps, and among it what Postgres refused and the room
 * therefore kept. Everything is in seq order and throws Unavailable when Postgres does not answer.
 */
export class Older {
  readonly #archive: RoomArchive
  readonly #quarantine: Quarantine
  readonly #meta: Pick<Meta, 'base'>
  readonly #masked: Masked
  #reading = 0

  constructor(
    archive: RoomArchive,
    quarantine: Quarantine,
    meta: Pick<Meta, 'base'>,
    masked: Masked = events => events,
  ) {
    this.#archive = archive
    this.#quarantine = quarantine
    this.#meta = meta
    this.#masked = masked
  }

  /**
   * Up to `limit` events after `seq` and before the window, without a gap.
   * @returns undefined when one is missing: Postgres has lost what was carried there
   */
  async eventsAfter(seq: number, limit: number): Promise<RoomEvent[] | undefined> {
    const { base } = this.#meta
    const wanted = Math.min(limit, base - 1 - seq)
    const carried = await this.#read(() => this.#archive.eventsAfter(seq, wanted))
    const events = merged(carried, this.#quarantine.after(seq, wanted)).slice(0, wanted)
    const isWhole =
      events.length === wanted && events.every((event, index) => event.seq === seq + 1 + index)
    return isWhole ? this.#masked(events) : undefined
  }

  /** The events with these seqs, which are below the base. */
  async eventsAt(seqs: readonly number[]): Promise<RoomEvent[]> {
    const carried = await this.#read(() => this.#archive.eventsAt(seqs))
    return this.#masked(merged(carried, this.#quarantine.among(seqs)))
  }

  /** Up to `limit` messages before `seq`, which is not above the base. */
  async messagesBefore(seq: number, limit: number): Promise<MessageSent[]> {
    const carried = await this.#read(() => this.#archive.messagesBefore(seq, limit))
    return this.#masked(merged(carried, said(this.#quarantine.before(seq, limit))).slice(-limit))
  }

  /** Up to `limit` messages after `seq` and before the window. */
  async messagesAfter(seq: number, limit: number): Promise<MessageSent[]> {
    const { base } = this.#meta
    const carried = await this.#read(() => this.#archive.messagesAfter(seq, limit))
    const found = merged(carried, said(this.#quarantine.after(seq, limit)))
    return this.#masked(found.filter(message => message.seq < base).slice(0, limit))
  }

  /** The messages with these seqs, which are below the base. */
  async messagesAt(seqs: readonly number[]): Promise<MessageSent[]> {
    const carried = await this.#read(() => this.#archive.messagesAt(seqs))
    return this.#masked(merged(carried, said(this.#quarantine.among(seqs))))
  }

  /** The first seq at or after a moment (milliseconds since 1970), at most the base. */
  async seqAt(moment: number): Promise<number> {
    const { base } = this.#meta
    return Math.min((await this.#read(() => this.#archive.seqAt(moment))) ?? base, base)
  }

  /** What a user recorded under a cid. */
  async recorded(userId: string, cid: string): Promise<MessageSent | undefined> {
    return await this.#read(() => this.#archive.recorded(userId, cid))
  }

  async #read<T>(question: () => Promise<T>): Promise<T> {
    if (this.#reading >= OLDER_READS_MAX) throw new Unavailable('postgres', 'too many reads')
    this.#reading += 1
    try {
      return await question()
    } finally {
      this.#reading -= 1
    }
  }
}

/** Two runs in seq order as one; of the same event in both, one. */
function merged<E extends RoomEvent>(a: readonly E[], b: readonly E[]): E[] {
  if (b.length === 0) return [...a]
  const bySeq = new Map([...a, ...b].map(event => [event.seq, event]))
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq)
}

function said(events: readonly RoomEvent[]): MessageSent[] {
  return events.filter(event => event.type === 'message.sent')
}
