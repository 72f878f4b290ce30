import { computed, type Signal, signal } from '@preact/signals'
import type { Held } from '../state/held.ts'
import {
  type HeldThread,
  mayCountAnew,
  threadsAfter,
  threadsAt,
  unlisted,
  withMore,
  withThread,
} from '../state/thread-list.ts'
import type { Answer } from './api.ts'
import type { LoadState } from './room-history.ts'
import { followThread, threadsOf } from './threads.ts'

/** Milliseconds over which what the room alone can say of threads is gathered before it is asked. */
const GATHER_MS = 1_500
/** Milliseconds over which all who see something of it, of others, spread their questions. */
const SPREAD_MS = 10_000

/** Some of a room's threads. */
export interface ThreadPages {
  threads: readonly HeldThread[]
  /** Where the next page begins; null behind the last one. */
  before: number | null
  state: LoadState
  isLoaded: boolean
}

export type ThreadChoice = 'mine' | 'all'

const NONE: ThreadPages = { threads: [], before: null, state: 'idle', isLoaded: false }

/** A room's threads, as one person has them, kept up to date by what happens. */
export class RoomThreads {
  readonly mine = signal<ThreadPages>(NONE)
  readonly all = signal<ThreadPages>(NONE)
  /** How many threads are unread. */
  readonly unread = computed(() => this.mine.value.threads.filter(one => one.unread > 0).length)

  readonly #room: string
  readonly #met: (events: readonly Held[]) => void
  /** Threads of others, which are none of one's own. */
  readonly #others = new Set<number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #me = ''

  constructor(room: string, met: (events: readonly Held[]) => void) {
    this.#room = room
    this.#met = met
  }

  /** A welcome begins anew. */
  begin(me: string): void {
    this.#me = me
    this.#others.clear()
    void this.load('mine')
    if (this.all.value.isLoaded) void this.load('all')
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  extend(events: readonly Held[]): void {
    for (const pages of [this.mine, this.all]) {
      const threads = threadsAfter(pages.value.threads, events, this.#me)
      if (threads !== pages.value.threads) pages.value = { ...pages.value, threads }
    }
    const me = this.#me
    const isMine = events.some(
      event =>
        event.by === me ||
        (event.type === 'message.sent' &&
          event.thread !== undefined &&
          event.mentions?.includes(me)),
    )
    const isCounted = [this.mine, this.all].some(({ value }) => mayCountAnew(value.threads, events))
    const mayBeMine = unlisted(this.mine.value.threads, events).some(
      ({ by, mentions, thread = 0 }) =>
        by === me || mentions?.includes(me) || !this.#others.has(thread),
    )
    const isNew = this.all.value.isLoaded && unlisted(this.all.value.threads, events).length > 0
    if (mayBeMine || isNew || isCounted)
      this.#timer ??= setTimeout(
        () => void this.#lookAgain(events),
        isMine ? GATHER_MS : GATHER_MS + Math.random() * SPREAD_MS,
      )
  }

  /** A thread, if it is known. */
  known(seq: number): HeldThread | undefined {
    const { mine, all } = this
    return [...mine.value.threads, ...all.value.threads].find(({ root }) => root.seq === seq)
  }

  /** The first page, in the place of what was there. */
  async load(choice: ThreadChoice): Promise<void> {
    await this.#page(choice, undefined)
  }

  async loadMore(choice: ThreadChoice): Promise<void> {
    const { before, state } = this.#of(choice).value
    if (before !== null && state !== 'loading') await this.#page(choice, before)
  }

  /** At once, and back when the server does not take it. */
  async follow(seq: number, on: boolean): Promise<Answer<unknown>> {
    this.#change(seq, on ? { follows: true } : { follows: false, unread: 0 })
    const answer = await followThread(this.#room, seq, on)
    if (!answer.ok) this.#change(seq, { follows: !on })
    await this.load('mine')
    return answer
  }

  /** The person has read all of a thread. */
  read(seq: number): void {
    if ((this.known(seq)?.unread ?? 0) > 0) this.#change(seq, { unread: 0 })
  }

  async #lookAgain(events: readonly Held[]): Promise<void> {
    this.#timer = undefined
    await this.load('mine')
    for (const { thread } of unlisted(this.mine.value.threads, events))
      if (thread !== undefined) this.#others.add(thread)
    if (this.all.value.isLoaded) await this.load('all')
  }

  #change(seq: number, change: Partial<Pick<HeldThread, 'follows' | 'unread'>>): void {
    for (const pages of [this.mine, this.all])
      pages.value = { ...pages.value, threads: withThread(pages.value.threads, seq, change) }
  }

  async #page(choice: ThreadChoice, before: number | undefined): Promise<void> {
    const pages = this.#of(choice)
    pages.value = { ...pages.value, state: 'loading' }
    const place = { mine: choice === 'mine', ...(before !== undefined && { before }) }
    const answer = await threadsOf(this.#room, place)
    if (!answer.ok) {
      pages.value = { ...pages.value, state: 'failed' }
      return
    }
    const page = threadsAt(answer.value.threads, answer.value.head)
    const threads = before === undefined ? page : withMore(pages.value.threads, page)
    pages.value = { threads, before: answer.value.before, state: 'idle', isLoaded: true }
    this.#met(page.map(({ root }) => root))
  }

  #of(choice: ThreadChoice): Signal<ThreadPages> {
    return choice === 'mine' ? this.mine : this.all
  }
}
