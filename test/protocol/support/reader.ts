import type { Amendment } from '../../../protocol/client/amender.ts'
import type { WaitingStore } from '../../../protocol/client/keeper.ts'
import type { PendingSend, PendingStore } from '../../../protocol/client/pending.ts'
import { type Beginning, RoomClient } from '../../../protocol/client/room-client.ts'
import type { Status } from '../../../protocol/client/status.ts'
import type { MessageSent, RoomEvent } from '../../../protocol/events.ts'
import type { Mark, Writer } from '../../../protocol/frames.ts'
import type { SimulatedRoom } from './simulated-room.ts'

/** Somebody who reads a room through the client, and keeps all they are handed. */
export class Reader {
  readonly client: RoomClient
  /** The events of this epoch as they were handed over. */
  events: RoomEvent[] = []
  welcomes = 0
  readonly beginnings: Beginning[] = []
  pending: readonly PendingSend[] = []
  amendments: readonly Amendment[] = []
  /** What the room refused to have done to messages, and its codes. */
  readonly refused: [Amendment, string][] = []
  here: ReadonlySet<string> = new Set()
  hereCount = 0
  away: ReadonlySet<string> = new Set()
  writers: readonly Writer[] = []
  /** How often it was told who writes. */
  writersTold = 0
  receipts: ReadonlyMap<string, Mark> = new Map()
  mark: Mark | undefined
  readonly statuses: Status[] = []

  constructor(
    room: SimulatedRoom,
    userId: string,
    store?: PendingStore,
    amendments?: WaitingStore<Amendment>,
  ) {
    this.client = new RoomClient({
      open: () => room.dial(userId),
      random: () => 0.5,
      ...(store && { store }),
      ...(amendments && { amendments }),
      handlers: {
        onWelcome: (welcome, beginning) => {
          this.welcomes += 1
          this.beginnings.push(beginning)
          this.events = [...welcome.events]
        },
        onEvents: events => {
          this.events.push(...events)
        },
        onPending: sends => {
          this.pending = sends
        },
        onAmendments: amendments => {
          this.amendments = amendments
        },
        onRefused: (amendment, code) => {
          this.refused.push([amendment, code])
        },
        onPresence: (here, count) => {
          this.here = here
          this.hereCount = count
        },
        onAway: away => {
          this.away = away
        },
        onTyping: writers => {
          this.writers = writers
          this.writersTold += 1
        },
        onReceipts: marks => {
          this.receipts = marks
        },
        onMark: mark => {
          this.mark = mark
        },
        onStatus: status => {
          this.statuses.push(status)
        },
      },
    })
  }

  get bodies(): string[] {
    return this.events
      .filter((event): event is MessageSent => event.type === 'message.sent')
      .map(event => event.body)
  }

  get phase(): Status['phase'] {
    return this.client.status.phase
  }
}
