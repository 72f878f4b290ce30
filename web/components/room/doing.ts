import { type Signal, signal } from '@preact/signals'
import type { HeldMessage } from '../../state/held.ts'

/** A message that is being changed, and to what so far, where that is not what it says. */
export interface Editing {
  seq: number
  body?: string
}

/** A thread that stands open; each is an object of its own. */
export interface OpenThread {
  /** The seq of the message that began it. */
  seq: number
  /** The seq of the answer it is opened at; without one at the newest. */
  at?: number
  /** What of it is to be changed again. */
  editing?: Editing
}

/** What the person at the page is about to do in a room. */
export interface Doing {
  /** What the next message will answer. */
  replying: Signal<HeldMessage | null>
  editing: Signal<Editing | null>
  thread: Signal<OpenThread | null>
}

export function newDoing(): Doing {
  return {
    replying: signal(null),
    editing: signal(null),
    thread: signal(null),
  }
}
