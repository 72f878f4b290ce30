import type { RoomLine } from '../../net/room-line.ts'
import type { Bubble } from '../../state/rows.ts'
import type { Fate } from './failed-send.tsx'

/** What can be done with messages, for whoever shows them. */
export interface Hands {
  line: RoomLine
  fate: Fate
  /** Whether a removed one can be brought back. */
  mayRestore(bubble: Bubble, by: string): boolean
  restore(bubble: Bubble): void
  /** Shows what can be done with one, beside `anchor`. */
  open(bubble: Bubble, by: string, anchor: Element): void
  /** Asks for a day to go to, when one is shown that `at` is in. */
  chooseDay(at: number): void
  /** Opens the thread under a message. */
  thread(seq: number): void
}
