import type { Signal } from '@preact/signals'
import type { Preview } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import type { HeldMessage } from '../../state/held.ts'
import type { Bubble } from '../../state/rows.ts'
import type { Doing } from '../room/doing.ts'
import type { Fate } from './failed-send.tsx'

/** What is shown over the timeline about one message. */
export type Asked =
  | { kind: 'picker'; message: HeldMessage; anchor: Element }
  | { kind: 'reactors'; message: HeldMessage; emoji?: string }
  | { kind: 'edits'; message: HeldMessage }

/** What can be done with messages, for whoever shows them. */
export interface Hands {
  line: RoomLine
  who: Onlooker
  doing: Doing
  /** The key of the message that is pointed at, or has the focus. */
  active: Signal<string | null>
  fate: Fate
  /** Whether a removed one can be brought back. */
  mayRestore(bubble: Bubble, by: string): boolean
  mayEdit(bubble: Bubble, by: string): boolean
  restore(bubble: Bubble): void
  /** What stands behind the links of the message with this seq. */
  previews(seq: number, addresses: string): Promise<readonly Preview[]>
  /** Shows what can be done with one, beside `anchor`. */
  open(bubble: Bubble, by: string, anchor: Element): void
  /** Puts one's own emoji to a message, or takes it away where it is. */
  react(message: HeldMessage, emoji: string): void
  reply(message: HeldMessage): void
  edit(seq: number): void
  /** @returns whether it was taken */
  save(message: HeldMessage, body: string, was: string): boolean
  /** Opens the thread under a message; within one there are no others. */
  thread: ((seq: number) => void) | undefined
  /** Asks for a day to go to, when one is shown that `at` is in. */
  chooseDay(at: number): void
  /** Brings a message into view. */
  jump(seq: number): void
  ask(asked: Asked): void
  /** The keyboard goes back to where one writes. */
  focusComposer(): void
}
