import { signal } from '@preact/signals'
import type { MessageSent } from '../../../protocol/events.ts'
import { announcementOf } from '../../state/announcement.ts'
import { blockedIds } from '../../state/blocks.ts'

/** Milliseconds over which messages are gathered before they are read out. */
const ANNOUNCE_EVERY_MS = 2_500

/** Reads out what others say, in a live region of its own, so that older pages stay silent. */
export class Announcer {
  readonly text = signal('')
  readonly #me: string
  readonly #nameOf: (id: string) => string
  #waiting: MessageSent[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(me: string, nameOf: (id: string) => string) {
    this.#me = me
    this.#nameOf = nameOf
  }

  hear(messages: readonly MessageSent[]): void {
    const silent = blockedIds.value
    const others = messages.filter(({ by }) => by !== this.#me && !silent.has(by))
    if (others.length === 0) return
    this.#waiting.push(...others)
    this.#timer ??= setTimeout(() => this.#speak(), ANNOUNCE_EVERY_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #speak(): void {
    this.#timer = undefined
    this.text.value = announcementOf(this.#waiting, this.#nameOf)
    this.#waiting = []
  }
}
