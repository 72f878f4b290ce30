import { batch, signal } from '@preact/signals'
import type { PendingSend } from '../../protocol/client/pending.ts'
import { RoomClient, type RoomHandlers } from '../../protocol/client/room-client.ts'
import type { Status } from '../../protocol/client/status.ts'
import type { MessageSent, Room, RoomEvent } from '../../protocol/events.ts'
import type { Welcome } from '../../protocol/frames.ts'
import { downAfter } from '../state/banner.ts'
import { type People, peopleOf, withJoined } from '../state/people.ts'
import { EMPTY, opened, type Timeline, trimmed, withEvents, withOlder } from '../state/timeline.ts'
import { BrowserPendingStore } from './pending-store.ts'
import { openRoomSocket } from './room-socket.ts'
import { olderMessages } from './rooms.ts'

/** One person's line to one room, as signals for the screen. */
export class RoomLine {
  readonly room = signal<Room | null>(null)
  readonly people = signal<People>(new Map())
  readonly here = signal<ReadonlySet<string>>(new Set())
  readonly timeline = signal<Timeline>(EMPTY)
  readonly pending = signal<readonly PendingSend[]>([])
  readonly status = signal<Status>({ phase: 'connecting' })
  readonly downSince = signal<number | null>(null)
  readonly older = signal<'idle' | 'loading' | 'failed'>('idle')

  readonly #id: string
  readonly #client: RoomClient
  readonly #heard: (messages: readonly MessageSent[]) => void

  /** `heard` gets the messages that arrive while the room is open, once each. */
  constructor(user: string, room: string, heard: (messages: readonly MessageSent[]) => void) {
    this.#id = room
    this.#heard = heard
    this.#client = new RoomClient({
      open: () => openRoomSocket(room),
      handlers: this.#handlers(),
      store: new BrowserPendingStore(user, room),
    })
  }

  /** @returns what closes the line again. */
  open(): () => void {
    const wake = () => {
      if (document.visibilityState === 'visible') this.#client.wake()
    }
    this.#client.start()
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      this.#client.stop()
    }
  }

  send(body: string): void {
    this.#client.send(body)
  }

  retry(cid: string): void {
    this.#client.retry(cid)
  }

  discard(cid: string): void {
    this.#client.discard(cid)
  }

  /** Connects now instead of when the countdown ends. */
  hurry(): void {
    this.#client.wake()
  }

  /** One page of history more, at the top. */
  async loadOlder(): Promise<void> {
    const { before } = this.timeline.value
    if (before === null || this.older.value === 'loading') return
    this.older.value = 'loading'
    const answer = await olderMessages(this.#id, before)
    batch(() => {
      this.older.value = answer.ok ? 'idle' : 'failed'
      // A reset may have put another window in place meanwhile; this page is not next to it.
      if (answer.ok && this.timeline.value.before === before)
        this.timeline.value = withOlder(
          this.timeline.value,
          answer.value.messages,
          answer.value.before,
        )
    })
  }

  /** Lets go of the oldest events; for a reader at the newest, who does not see them. */
  trim(max: number): void {
    this.timeline.value = trimmed(this.timeline.value, max)
  }

  #handlers(): RoomHandlers {
    return {
      onWelcome: welcome => batch(() => this.#begin(welcome)),
      onEvents: events => batch(() => this.#extend(events)),
      onPresence: here => {
        this.here.value = here
      },
      onPending: sends => {
        this.pending.value = [...sends]
      },
      onStatus: status => {
        this.status.value = status
        this.downSince.value = downAfter(this.downSince.value, status, Date.now())
      },
    }
  }

  #begin(welcome: Welcome): void {
    this.room.value = welcome.room
    this.people.value = peopleOf(welcome.members ?? [])
    this.timeline.value = opened(welcome.events)
    this.older.value = 'idle'
  }

  #extend(events: readonly RoomEvent[]): void {
    this.people.value = withJoined(this.people.value, events)
    this.timeline.value = withEvents(this.timeline.value, events)
    this.#heard(events.filter(event => event.type === 'message.sent'))
  }
}
