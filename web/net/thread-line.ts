import { batch, signal } from '@preact/signals'
import type { MessageStyle } from '../../protocol/events.ts'
import { asOfPage, type Held, type HeldMessage, heldAt } from '../state/held.ts'
import { revised } from '../state/revisions.ts'
import { EMPTY, type Timeline, withEvents, withOlder } from '../state/timeline.ts'
import { historyOf } from './history.ts'
import { someMessages } from './messages.ts'
import type { LoadState } from './room-history.ts'
import type { RoomLine } from './room-line.ts'

/** One person's line to one thread of a room: what began it, and what was answered. */
export class ThreadLine {
  /** Null while it is not known; `gone` when it is not there. */
  readonly root = signal<HeldMessage | 'gone' | null>(null)
  readonly timeline = signal<Timeline>(EMPTY)
  readonly older = signal<LoadState>('idle')
  /** Whether there is anything to show yet. */
  readonly isHere = signal(false)

  readonly seq: number
  readonly #line: RoomLine
  readonly #me: string
  #round = 0
  #readUpTo = 0

  constructor(line: RoomLine, me: string, seq: number) {
    this.#line = line
    this.#me = me
    this.seq = seq
    // Mostly it is opened from there: one can answer at once.
    this.root.value = heldAt(line.timeline.value.events, seq) ?? null
  }

  /** @returns what closes it again */
  open(): () => void {
    const deaf = this.#line.listen(events => this.#extend(events))
    return () => {
      this.#round += 1
      deaf()
    }
  }

  /** Begins anew, at the newest answers. */
  async load(): Promise<void> {
    this.#round += 1
    const round = this.#round
    batch(() => {
      this.timeline.value = { ...EMPTY, me: this.#me }
      this.older.value = 'loading'
    })
    const { id } = this.#line
    const [roots, page] = await Promise.all([
      someMessages(id, [this.seq]),
      historyOf(id, { thread: this.seq }),
    ])
    if (round !== this.#round) return
    batch(() => {
      const isKnown = roots.ok && page.ok
      this.older.value = isKnown ? 'idle' : 'failed'
      if (!isKnown) return
      const [root] = asOfPage(roots.value.messages, roots.value.head)
      this.root.value = root === undefined || root.thread !== undefined ? 'gone' : root
      const { messages, before, head } = page.value
      this.timeline.value = withOlder(this.timeline.value, messages, before, head)
      this.isHere.value = true
      this.#line.meetAll([...(root ? [root] : []), ...messages])
    })
  }

  async loadOlder(): Promise<void> {
    const { before } = this.timeline.value
    if (!this.isHere.value) return await this.load()
    if (before === null || this.older.value === 'loading') return
    this.older.value = 'loading'
    const round = this.#round
    const page = await historyOf(this.#line.id, { thread: this.seq, before })
    if (round !== this.#round) return
    batch(() => {
      this.older.value = page.ok ? 'idle' : 'failed'
      if (!page.ok) return
      const { messages, head } = page.value
      this.timeline.value = withOlder(this.timeline.value, messages, page.value.before, head)
      this.#line.meetAll(messages)
    })
  }

  /** The reader nears the top. What failed comes when asked for. */
  async reachTop(): Promise<void> {
    if (this.older.value === 'idle' && this.isHere.value) await this.loadOlder()
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

  /** What is said in it is its own, and what becomes of that; of other messages nothing shows here. */
  #extend(events: readonly Held[]): void {
    batch(() => {
      const { value } = this.timeline
      const held = new Set(value.events.map(({ seq }) => seq))
      const own = events.filter(
        event => isSaidIn(event, this.seq) || touched(event).some(seq => held.has(seq)),
      )
      const kept = revised(value.events, events, this.#me)
      if (own.length > 0 || kept !== value.events)
        this.timeline.value = withEvents({ ...value, events: kept }, own)
      const root = this.root.value
      if (root === null || root === 'gone') return
      const [after] = revised([root], events, this.#me)
      if (after?.type === 'message.sent') this.root.value = after
    })
  }
}

function isSaidIn(event: Held, thread: number): boolean {
  return event.type === 'message.sent' && event.thread === thread
}

/** The messages that were removed by an event, or brought back: who did so is shown in their place. */
function touched(event: Held): readonly number[] {
  if (event.type === 'message.deleted') return event.targets
  return event.type === 'message.restored' ? event.messages.map(({ seq }) => seq) : []
}
