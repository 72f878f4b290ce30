import { batch, signal } from '@preact/signals'
import type { RoomEvent } from '../../protocol/events.ts'
import { type HeldMessage, heldAt } from '../state/held.ts'
import {
  atNewest,
  EMPTY,
  entered,
  gapAbove,
  openedAt,
  type Page,
  type Timeline,
  trimmed,
  withEvents,
  withNewer,
  withOlder,
} from '../state/timeline.ts'
import type { Answer, Refusal } from './api.ts'
import { historyOf, type Place } from './history.ts'
import { someMessages } from './messages.ts'

/** What became of asking for history at an end of the window. */
export type LoadState = 'idle' | 'loading' | 'failed'

/** What became of wanting to see a message. One that stands in another thread is to be seen there. */
export type Shown =
  | { kind: 'shown' }
  | { kind: 'not there' }
  | { kind: 'in thread'; thread: number }
  | { kind: 'refused'; refusal: Refusal }

/** The message to be brought before the reader's eyes; each is an object of its own. */
export interface Target {
  seq: number
}

/** The window that one reader has on a room's log, or on one of its threads, and how it moves. */
export class RoomHistory {
  readonly timeline = signal<Timeline>(EMPTY)
  readonly older = signal<LoadState>('idle')
  readonly newer = signal<LoadState>('idle')
  readonly target = signal<Target | null>(null)
  /** How many windows on the room there have been. */
  readonly window = signal(0)
  /** How often the person wanted to see the newest. */
  readonly turns = signal(0)

  readonly #room: string
  readonly #met: (events: readonly RoomEvent[]) => void
  readonly #thread: number | undefined

  /**
   * @param met gets what pages bring
   * @param thread the seq of the message that began it, for a window on what was said under it
   */
  constructor(room: string, met: (events: readonly RoomEvent[]) => void, thread?: number) {
    this.#room = room
    this.#met = met
    this.#thread = thread
  }

  /** A welcome begins anew, at the newest. */
  begin(timeline: Timeline): void {
    batch(() => {
      this.window.value += 1
      this.timeline.value = timeline
      this.older.value = this.newer.value = 'idle'
      this.target.value = null
    })
  }

  extend(events: readonly RoomEvent[]): void {
    this.timeline.value = withEvents(this.timeline.value, events)
  }

  /** What did not load while the line was down may load now. */
  revive(): void {
    for (const state of [this.older, this.newer]) if (state.value === 'failed') state.value = 'idle'
  }

  /** The reader nears the top. What failed, or was missed in an absence, comes when asked for. */
  async reachTop(): Promise<void> {
    const gap = gapAbove(this.timeline.value)
    if (this.older.value === 'idle' && (gap === null || gap.isEntered)) await this.loadOlder()
  }

  /** The reader nears the end of a window elsewhere. */
  async reachEnd(): Promise<void> {
    if (this.newer.value === 'idle') await this.loadNewer()
  }

  /** One page of history more, at the top. */
  async loadOlder(): Promise<void> {
    const { before } = this.timeline.value
    if (before === null || this.older.value === 'loading') return
    this.older.value = 'loading'
    this.timeline.value = entered(this.timeline.value)
    const page = await this.#ask({ before }, 'older')
    // What is above the window now may be something else.
    if (page === undefined || this.timeline.value.before !== before) return
    const { messages, head } = page
    this.#put(withOlder(this.timeline.value, messages, page.before, head), page)
  }

  /** One page more, at the end of a window elsewhere. */
  async loadNewer(): Promise<void> {
    const after = this.timeline.value.elsewhere?.after
    if (after === undefined || this.newer.value === 'loading') return
    this.newer.value = 'loading'
    const page = await this.#ask({ after }, 'newer')
    if (page === undefined || this.timeline.value.elsewhere?.after !== after) return
    this.#put(withNewer(this.timeline.value, page), page)
  }

  /** Brings a message before the reader's eyes, wherever in the history it stands. */
  async show(seq: number): Promise<Shown> {
    const held = this.#held(seq)
    if (held !== undefined && held.thread === this.#thread) return this.#aim(seq)
    if (held?.thread !== undefined) return { kind: 'in thread', thread: held.thread }
    // Pages of the room hold answers in threads, too, which do not show in it.
    const shown = await this.#open(
      { around: seq },
      ({ messages }) => messages.find(one => one.seq === seq && one.thread === this.#thread)?.seq,
    )
    return shown.kind === 'not there' ? await this.#seekInThreads(seq) : shown
  }

  /** The first message behind a seq: where somebody reads on. */
  async showAfter(seq: number): Promise<Shown> {
    return await this.#open({ around: seq + 1 }, page => firstFrom(page, seq + 1))
  }

  /** The first message from a moment on, in milliseconds since 1970. */
  async showMoment(at: number): Promise<Shown> {
    return await this.#open({ afterTs: at }, page => firstFrom(page, 0))
  }

  /** The newest is what the person wants to see now. */
  toNewest(): void {
    batch(() => {
      if (this.timeline.value.elsewhere !== null) {
        this.older.value = this.newer.value = 'idle'
        this.timeline.value = atNewest(this.timeline.value)
      }
      this.target.value = null
      this.turns.value += 1
    })
  }

  /** Lets go of what is far from the message with the seq `around`, or from the newest. */
  trim(max: number, around?: number): void {
    this.timeline.value = trimmed(this.timeline.value, max, around)
  }

  /** The message, if it is held; then the window is the one that holds it. */
  #held(seq: number): HeldMessage | undefined {
    const there = heldAt(this.timeline.value.events, seq)
    if (there !== undefined) return there
    const newest = atNewest(this.timeline.value)
    const held = heldAt(newest.events, seq)
    if (held !== undefined && held.thread === this.#thread) this.timeline.value = newest
    return held
  }

  async #seekInThreads(seq: number): Promise<Shown> {
    const answer = await someMessages(this.#room, [seq])
    if (!answer.ok) return { kind: 'refused', refusal: answer.refusal }
    const thread = answer.value.messages[0]?.thread
    return thread === this.#thread || thread === undefined
      ? { kind: 'not there' }
      : { kind: 'in thread', thread }
  }

  async #open(place: Place, find: (page: Page) => number | undefined): Promise<Shown> {
    const asked = this.window.value
    const answer = await this.#page(place)
    if (!answer.ok) return { kind: 'refused', refusal: answer.refusal }
    const seq = find(answer.value)
    // A welcome that came meanwhile put another window in place: of which history is not known.
    if (seq === undefined || asked !== this.window.value) return { kind: 'not there' }
    return batch(() => {
      this.older.value = this.newer.value = 'idle'
      this.#put(openedAt(this.timeline.value, answer.value), answer.value)
      return this.#aim(seq)
    })
  }

  #aim(seq: number): Shown {
    this.target.value = { seq }
    return { kind: 'shown' }
  }

  async #ask(place: Place, end: 'older' | 'newer'): Promise<Page | undefined> {
    const asked = this.window.value
    const answer = await this.#page(place)
    // A welcome may have put another window in place meanwhile; this page is not next to it.
    if (asked !== this.window.value) return undefined
    this[end].value = answer.ok ? 'idle' : 'failed'
    return answer.ok ? answer.value : undefined
  }

  #page(place: Place): Promise<Answer<Page>> {
    const thread = this.#thread
    return historyOf(this.#room, thread === undefined ? place : { ...place, thread })
  }

  #put(timeline: Timeline, page: Page): void {
    batch(() => {
      this.timeline.value = timeline
      this.#met(page.messages)
    })
  }
}

function firstFrom({ messages }: Page, seq: number): number | undefined {
  return messages.find(message => message.seq >= seq)?.seq
}
