import { type Signal, signal } from '@preact/signals'
import type { HeldMessage } from '../../state/held.ts'

/** What the person at the page is about to do in a room. */
export interface Doing {
  /** What the next message will answer. */
  replying: Signal<HeldMessage | null>
  /** The message that is being changed, and to what so far, where that is not what it says. */
  editing: Signal<{ seq: number; body?: string } | null>
  /** The thread that is open, by the message that began it. */
  thread: Signal<number | null>
}

export function newDoing(): Doing {
  return {
    replying: signal(null),
    editing: signal(null),
    thread: signal(null),
  }
}
