import type { Member, RoomEvent } from '../events.ts'
import type { Mark, Welcome } from '../frames.ts'
import type { Amendment } from './amender.ts'
import type { CompanyHandlers } from './company.ts'
import type { PendingSend } from './pending.ts'
import type { Status } from './status.ts'

/**
 * Why a reader begins at the newest events. `first`: it knows nothing yet. `gap`: it was away for so
 * long that what it missed is read as history; everything up to `after` was handed over before.
 * `reset`: what it held is not this room's history any more, as after a restored backup.
 */
export type Beginning = { kind: 'first' } | { kind: 'gap'; after: number } | { kind: 'reset' }

/** What a room tells its reader. Each event is handed over once, in seq order, without gaps. */
export interface RoomHandlers extends CompanyHandlers {
  /** `events` are the room's newest; forget older state. */
  onWelcome(welcome: Welcome, beginning: Beginning): void
  /** The events after those handed over before. */
  onEvents(events: readonly RoomEvent[]): void
  /** How far oneself has read on any device, after each connection and when another device goes on. */
  onMark?(mark: Mark): void
  /** After each connection: some members as they are now, and how many there are, if the room says. */
  onMembers?(members: readonly Member[], count: number | undefined): void
  /** Every own send not yet acknowledged, oldest first, after each change. */
  onPending(sends: readonly PendingSend[]): void
  onStatus(status: Status): void
  /** Everything done to messages that is not yet acknowledged, oldest first, after each change. */
  onAmendments?(amendments: readonly Amendment[]): void
  /** The room refused what was done to a message, with this code; it is given up. */
  onRefused?(amendment: Amendment, code: string): void
}
