import type { RoomEvent } from '../events.ts'
import type { Live, Welcome } from '../frames.ts'
import type { PendingSend, PendingStore } from './pending.ts'
import type { SocketLike } from './socket.ts'
import type { Status } from './status.ts'

/** What a room tells its reader. Each event is handed over once, in seq order, without gaps. */
export interface RoomHandlers {
  /** The first welcome, or the one after a reset: `events` are the newest; forget older state. */
  onWelcome(welcome: Welcome): void
  /** The events after those handed over before. */
  onEvents(events: readonly RoomEvent[]): void
  /** Who is here, as a whole after each (re)connection, then as it changes. */
  onPresence(here: ReadonlySet<string>): void
  /** Every own send not yet acknowledged, oldest first, after each change. */
  onPending(sends: readonly PendingSend[]): void
  onStatus(status: Status): void
}

export interface RoomClientOptions {
  /** Opens a socket to the room. */
  open(): SocketLike
  handlers: RoomHandlers
  /** Where pending sends outlive the page; memory when left out. */
  store?: PendingStore
}

export type { Live, PendingSend, PendingStore, SocketLike, Status }
