import { batch, signal } from '@preact/signals'
import type { PendingSend } from '../../protocol/client/pending.ts'
import { type Beginning, RoomClient, type RoomHandlers } from '../../protocol/client/room-client.ts'
import type { Status } from '../../protocol/client/status.ts'
import type { MessageSent, Room, RoomEvent } from '../../protocol/events.ts'
import type { Welcome } from '../../protocol/frames.ts'
import { type Lag, lagAfter } from '../state/banner.ts'
import { type People, peopleOf, withEvents as withPeople } from '../state/people.ts'
import {
  EMPTY,
  entered,
  gapAbove,
  opened,
  type Timeline,
  trimmed,
  withEvents,
  withOlder,
} from '../state/timeline.ts'
import type { Answer } from './api.ts'
import { BrowserPendingStore } from './pending-store.ts'
import { openRoomSocket } from './room-socket.ts'
import { leaveRoom, olderMessages } from './rooms.ts'

/** What became of asking for history above the window. */
export type OlderState = 'idle' | 'loading' | 'failed'

const FIRST: Beginning = { kind: 'first' }

/** One person's line to one room, as signals for the screen. */
export class RoomLine {
  readonly room = signal<Room | null>(null)
  readonly people = signal<People>(new Map())
  readonly here = signal<ReadonlySet<string>>(new Set())
  readonly timeline = signal<Timeline>(EMPTY)
  readonly pending = signal<readonly PendingSend[]>([])
  readonly status = signal<Status>({ phase: 'connecting' })
  readonly lag = signal<Lag | null>(null)
  readonly older = signal<OlderState>('idle')
  /** Why the window begins where it does, for as long as the person has not put it away. */
  readonly beginning = signal<Beginning>(FIRST)

  readonly #id: string
  readonly #client: RoomClient
  #isOpen = false
  /** How many windows there have been. */
  #window = 0
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
    const doubt = () => this.#client.doubt()
    // A page that comes back out of the browser's memory has lost its socket, often unheard.
    const thaw = ({ persisted }: PageTransitionEvent) => {
      if (persisted) this.#client.wake()
    }
    this.#isOpen = true
    this.#client.start()
    addEventListener('online', wake)
    addEventListener('offline', doubt)
    addEventListener('pageshow', thaw)
    document.addEventListener('visibilitychange', wake)
    return () => {
      removeEventListener('online', wake)
      removeEventListener('offline', doubt)
      removeEventListener('pageshow', thaw)
      document.removeEventListener('visibilitychange', wake)
      this.#isOpen = false
      this.#client.stop()
    }
  }

  /** @returns whether it was taken; it is not while as many as may wait are waiting */
  send(body: string): boolean {
    return this.#client.send(body) !== undefined
  }

  /** Ends the membership. The line ends first: the room would cut it off, which is no news here. */
  async leave(): Promise<Answer<unknown>> {
    this.#client.stop()
    const answer = await leaveRoom(this.#id)
    if (!answer.ok && this.#isOpen) this.#client.start()
    return answer
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

  /** The reader nears the top. What failed, or was missed in an absence, comes when asked for. */
  async reachTop(): Promise<void> {
    const gap = gapAbove(this.timeline.value)
    if (this.older.value === 'idle' && (gap === null || gap.isEntered)) await this.loadOlder()
  }

  /** One page of history more, at the top. */
  async loadOlder(): Promise<void> {
    const { before } = this.timeline.value
    if (before === null || this.older.value === 'loading') return
    this.older.value = 'loading'
    this.timeline.value = entered(this.timeline.value)
    if (this.beginning.value.kind === 'gap') this.dismissBeginning()
    const asked = this.#window
    const answer = await olderMessages(this.#id, before)
    // A welcome may have put another window in place meanwhile; this page is not next to it.
    if (asked !== this.#window) return
    batch(() => {
      this.older.value = answer.ok ? 'idle' : 'failed'
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

  /** The person knows why the window begins where it does; who asks for what is above it, too. */
  dismissBeginning(): void {
    this.beginning.value = FIRST
  }

  #handlers(): RoomHandlers {
    return {
      onWelcome: (welcome, beginning) => batch(() => this.#begin(welcome, beginning)),
      onEvents: events => batch(() => this.#extend(events)),
      onPresence: here => {
        this.here.value = here
      },
      onPending: sends => {
        this.pending.value = [...sends]
      },
      onStatus: status =>
        batch(() => {
          this.status.value = status
          this.lag.value = lagAfter(this.lag.value, status, Date.now())
          // What did not load while the line was down may load now.
          if (status.phase === 'live' && this.older.value === 'failed') this.older.value = 'idle'
        }),
    }
  }

  #begin({ room, members = [], events, head }: Welcome, beginning: Beginning): void {
    const readUpTo = beginning.kind === 'gap' ? beginning.after : null
    this.#window += 1
    this.room.value = room
    this.people.value = peopleOf(members)
    this.timeline.value = opened(events, head, readUpTo)
    this.older.value = 'idle'
    this.beginning.value = beginning
  }

  #extend(events: readonly RoomEvent[]): void {
    this.people.value = withPeople(this.people.value, events)
    this.timeline.value = withEvents(this.timeline.value, events)
    this.#heard(events.filter(event => event.type === 'message.sent'))
  }
}
