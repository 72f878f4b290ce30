import { batch, effect, signal } from '@preact/signals'
import type { MessageStyle } from '../../protocol/events.ts'
import { asOfPage, type Held, type HeldMessage, heldAt } from '../state/held.ts'
import { rootAfter, withThreadEvents } from '../state/thread-window.ts'
import { EMPTY, withOlder } from '../state/timeline.ts'
import { historyOf } from './history.ts'
import { someMessages } from './messages.ts'
import { RoomHistory, type Shown } from './room-history.ts'
import type { RoomLine } from './room-line.ts'

/** One person's line to one thread of a room: what began it, and what was answered. */
export class ThreadLine {
  /** Null while it is not known; `gone` when it is not there. */
  readonly root = signal<HeldMessage | 'gone' | null>(null)
  readonly history: RoomHistory
  readonly timeline: RoomHistory['timeline']
  /** Whether there is anything to show yet. */
  readonly isHere = signal(false)

  readonly seq: number
  readonly #line: RoomLine
  readonly #me: string
  #round = 0
  /** What was last said of what the person has read; nobody answers it. */
  #readUpTo = 0

  constructor(line: RoomLine, me: string, seq: number) {
    this.#line = line
    this.#me = me
    this.seq = seq
    this.history = new RoomHistory(line.id, messages => line.meetAll(messages), seq)
    this.timeline = this.history.timeline
    // Mostly it is opened from there: one can answer at once.
    this.root.value = heldAt(line.timeline.value.events, seq) ?? null
  }

  /** @returns what closes it again */
  open(): () => void {
    const deaf = this.#line.listen(events => this.#extend(events))
    // A line may be dead for a while before it is lost, with all that was said over it.
    const doubt = effect(() => {
      if (this.#line.status.value.phase !== 'live') this.#readUpTo = 0
    })
    return () => {
      this.#round += 1
      doubt()
      deaf()
    }
  }

  /** Begins anew, at the newest answers. @returns whether these are here */
  async load(): Promise<boolean> {
    this.#round += 1
    const round = this.#round
    this.#readUpTo = 0
    batch(() => {
      this.isHere.value = false
      this.history.begin({ ...EMPTY, me: this.#me })
      this.history.older.value = 'loading'
    })
    const { id } = this.#line
    const [roots, page] = await Promise.all([
      someMessages(id, [this.seq]),
      historyOf(id, { thread: this.seq }),
    ])
    if (round !== this.#round) return false
    return batch(() => {
      const isKnown = roots.ok && page.ok
      this.history.older.value = isKnown ? 'idle' : 'failed'
      if (!isKnown) return false
      const [root] = asOfPage(roots.value.messages, roots.value.head)
      this.root.value = root === undefined || root.thread !== undefined ? 'gone' : root
      const { messages, before, head } = page.value
      this.timeline.value = withOlder(this.timeline.value, messages, before, head)
      this.isHere.value = true
      this.#line.meetAll([...(root ? [root] : []), ...messages])
      return true
    })
  }

  /** What did not come at all is asked for as a whole. */
  async loadOlder(): Promise<void> {
    if (this.isHere.value) await this.history.loadOlder()
    else await this.load()
  }

  /** Brings an answer before the reader's eyes. */
  async show(seq: number): Promise<Shown> {
    return await this.history.show(seq)
  }

  /** The newest answer is what the person wants to see now. */
  toNewest(): void {
    this.history.toNewest()
  }

  /** @returns whether it was taken */
  send(body: string, style?: MessageStyle): boolean {
    const root = this.root.value
    if (root === null || root === 'gone') return false
    const { seq, id } = root
    return this.#line.send(body, style, { thread: { seq, id } })
  }

  /** The newest answer is before the person's eyes. */
  markRead(): void {
    const seq = this.timeline.value.events.findLast(({ type }) => type === 'message.sent')?.seq ?? 0
    if (seq <= this.#readUpTo) return
    this.#readUpTo = seq
    this.#line.markThreadRead(seq, this.seq)
  }

  #extend(events: readonly Held[]): void {
    batch(() => {
      const before = this.timeline.value
      this.timeline.value = withThreadEvents(before, events, this.seq)
      const root = this.root.value
      if (root !== null && root !== 'gone') this.root.value = rootAfter(root, before, events)
    })
  }
}
