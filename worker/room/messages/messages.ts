import type {
  MessageDeleted,
  MessageRestored,
  MessageSent,
  RoomEvent,
} from '../../../protocol/events.ts'
import type { Message } from '../../../protocol/rest.ts'
import type { Log, Masked } from '../log.ts'
import type { Meta } from '../meta.ts'
import type { Older } from '../older.ts'
import { Edits } from './edits.ts'
import { Pins } from './pins.ts'
import { Reactions } from './reactions.ts'
import { Threads } from './threads.ts'

/** Events of the log that are read in one go, to find some of them. */
const RUN_EVENTS = 200

export interface MessagesParts {
  sql: SqlStorage
  log: Log
  meta: Pick<Meta, 'base' | 'expired'>
  older: Pick<Older, 'messagesAt'>
  /** Takes away what nobody is to be told any more. */
  masked: Masked
}

/**
 * Messages as later events have left them, wherever they are kept. What happened to them stands in tables
 * beside the log, so that a page of history need not read what came after it.
 */
export class Messages {
  readonly #parts: MessagesParts
  readonly edits: Edits
  readonly reactions: Reactions
  readonly pins: Pins
  readonly threads: Threads

  constructor(parts: MessagesParts) {
    this.#parts = parts
    this.edits = new Edits(parts.sql)
    this.reactions = new Reactions(parts.sql)
    this.pins = new Pins(parts.sql)
    this.threads = new Threads(parts.sql)
  }

  /** Whether all of these are in the log itself. */
  holds(seqs: readonly number[]): boolean {
    return seqs.every(seq => seq >= this.#parts.meta.base)
  }

  /** Those of these messages that the log holds itself, with what they say now. */
  held(seqs: readonly number[]): MessageSent[] {
    const { log, meta } = this.#parts
    const wanted = new Set(seqs.filter(seq => seq >= meta.base && seq <= log.head))
    const found = runsOf([...wanted].sort((a, b) => a - b)).flatMap(([first, last]) =>
      log.after(first - 1, last - first + 1),
    )
    return this.#said(found.filter(isMessage).filter(({ seq }) => wanted.has(seq)))
  }

  /**
   * These messages, in seq order, with what they say now; what is none, or too old to be told, is not among them.
   * @throws Unavailable when it takes Postgres, and that does not answer
   */
  async at(seqs: readonly number[]): Promise<MessageSent[]> {
    const { meta, older } = this.#parts
    const { base, expired } = meta
    const below = [...new Set(seqs)].filter(seq => seq < base && seq >= expired)
    const carried = below.length === 0 ? [] : await older.messagesAt(below)
    return [...this.#said(carried), ...this.held(seqs)]
  }

  /** Messages as somebody is shown them. */
  shown(messages: readonly MessageSent[], viewer: string): Message[] {
    // While Postgres was asked, something may have been removed that was read before.
    const said = this.#said(this.#parts.masked([...messages]))
    const alive = said.filter(({ body }) => body !== '').map(({ seq }) => seq)
    const edits = this.edits.of(alive)
    const reactions = this.reactions.of(alive, viewer)
    const pins = this.pins.all()
    const threads = this.threads.of(messages.map(({ seq }) => seq))
    return said.map(message => {
      const { seq } = message
      const isGone = message.body === ''
      const editedAt = edits.get(seq)?.at
      const [there, pinned, replies] = [reactions.get(seq), pins.get(seq), threads.get(seq)]
      return {
        ...message,
        ...(editedAt !== undefined && { editedAt }),
        ...(there !== undefined && { reactions: there }),
        ...(pinned !== undefined && !isGone && { pinned }),
        ...(replies !== undefined && { replies }),
      }
    })
  }

  /** Messages were removed; written with the event. */
  deleted({ targets }: Pick<MessageDeleted, 'targets'>): void {
    this.pins.remove(targets)
    this.threads.removed(targets)
  }

  /** They are back; written with the event. */
  restored(event: MessageRestored): void {
    this.edits.retold(event)
    this.threads.restored(event.messages.map(({ seq }) => seq))
  }

  /** A person has lost what they said. */
  purge(userId: string): void {
    this.edits.purge(userId)
    this.threads.purge(userId)
  }

  /** Takes out of the log, and from beside it, what a message said. */
  blank(seq: number): void {
    const { log } = this.#parts
    for (const place of [seq, ...this.edits.retellingsOf(seq)]) log.blank(seq, place)
    this.edits.blank(seq)
  }

  /** Forgets everything about what is too old to be kept, in the events that told it anew, too. */
  expire(before: number): void {
    for (const { target, seq } of this.edits.retellingsBefore(before))
      this.#parts.log.blank(target, seq)
    for (const part of [this.edits, this.reactions, this.pins, this.threads]) part.expire(before)
  }

  /** What was written last was taken back. */
  forget(): void {
    for (const part of [this.edits, this.reactions, this.threads]) part.forget()
  }

  /** With the words that replaced the first ones; what nobody is to be told any more stays so. */
  #said(messages: readonly MessageSent[]): MessageSent[] {
    const edits = this.edits.of(messages.map(({ seq }) => seq))
    if (edits.size === 0) return [...messages]
    return messages.map(message => {
      const edited = edits.get(message.seq)
      if (edited === undefined || message.body === '') return message
      const { mentions: _, ...rest } = message
      const { body, mentions } = edited
      return { ...rest, body, ...(mentions !== undefined && { mentions }) }
    })
  }
}

/** Stretches of the log that hold these seqs, which ascend: those near each other are read in one go. */
function runsOf(seqs: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const seq of seqs) {
    const last = runs.at(-1)
    if (last !== undefined && seq - last[0] < RUN_EVENTS) last[1] = seq
    else runs.push([seq, seq])
  }
  return runs
}

function isMessage(event: RoomEvent): event is MessageSent {
  return event.type === 'message.sent'
}
