import { signal } from '@preact/signals'
import { asOfPage, type Held, type HeldMessage } from '../state/held.ts'
import { revised } from '../state/revisions.ts'
import { MessageLookup } from './message-lookup.ts'
import { someMessages } from './messages.ts'

/** Messages that are quoted and not in the window, by their seqs; null for one that is not there any more. */
export type Quoted = ReadonlyMap<number, HeldMessage | null>

/** Looks up what messages answer that the page does not hold, and follows what happens to it. */
export class Quotes {
  readonly found = signal<Quoted>(new Map())
  readonly #lookup: MessageLookup

  /** `met` gets whoever said what was found. */
  constructor(room: string, met: (messages: readonly HeldMessage[]) => void) {
    this.#lookup = new MessageLookup(async seqs => {
      const answer = await someMessages(room, seqs)
      if (!answer.ok) return false
      const messages = asOfPage(answer.value.messages, answer.value.head)
      const next = new Map(this.found.value)
      for (const seq of seqs) next.set(seq, null)
      for (const message of messages) next.set(message.seq, message)
      this.found.value = next
      met(messages)
      return true
    })
  }

  want(seq: number): void {
    if (!this.found.value.has(seq)) this.#lookup.want([seq])
  }

  /** These events have happened. */
  follow(events: readonly Held[], me: string): void {
    const held = [...this.found.value.values()].filter(message => message !== null)
    const after = revised(held, events, me)
    if (after === held) return
    const next = new Map(this.found.value)
    for (const message of after) if (message.type === 'message.sent') next.set(message.seq, message)
    this.found.value = next
  }

  /** It may be another room's history now. */
  forget(): void {
    this.#lookup.forget()
    this.found.value = new Map()
  }
}
