import { batch, signal } from '@preact/signals'
import type { PendingSend } from '../../protocol/client/pending.ts'
import { type Beginning, RoomClient, type RoomHandlers } from '../../protocol/client/room-client.ts'
import type { Status } from '../../protocol/client/status.ts'
import type { MessageSent, MessageStyle, Room, RoomEvent } from '../../protocol/events.ts'
import type { Welcome } from '../../protocol/frames.ts'
import { type Lag, lagAfter } from '../state/banner.ts'
import { type Counts, countsOf, withComings } from '../state/counts.ts'
import {
  type People,
  peopleOf,
  unknownIn,
  withKnown,
  withNews,
  withEvents as withPeople,
} from '../state/people.ts'
import { opened } from '../state/timeline.ts'
import type { Answer } from './api.ts'
import { MemberLookup } from './member-lookup.ts'
import { lookUpMembers } from './members.ts'
import { BrowserPendingStore } from './pending-store.ts'
import { RoomHistory, type Shown } from './room-history.ts'
import { openRoomSocket } from './room-socket.ts'
import { leaveRoom, roomChanged } from './rooms.ts'

const FIRST: Beginning = { kind: 'first' }

/** One person's line to one room, as signals for the screen. */
export class RoomLine {
  readonly room = signal<Room | null>(null)
  /** Whoever is known by name; in a large room not everybody. */
  readonly people = signal<People>(new Map())
  readonly counts = signal<Counts>({ members: 0, here: 0 })
  readonly here = signal<ReadonlySet<string>>(new Set())
  readonly pending = signal<readonly PendingSend[]>([])
  readonly status = signal<Status>({ phase: 'connecting' })
  readonly lag = signal<Lag | null>(null)
  /** Why the window begins where it does, for as long as the person has not put it away. */
  readonly beginning = signal<Beginning>(FIRST)
  readonly history: RoomHistory
  readonly timeline: RoomHistory['timeline']
  readonly older: RoomHistory['older']

  readonly id: string
  readonly #client: RoomClient
  readonly #lookup: MemberLookup
  #isOpen = false
  readonly #heard: (messages: readonly MessageSent[]) => void

  /** `heard` gets the messages that arrive while the room is open, once each. */
  constructor(user: string, room: string, heard: (messages: readonly MessageSent[]) => void) {
    this.id = room
    this.#heard = heard
    this.history = new RoomHistory(room, events => this.#meet(events))
    this.timeline = this.history.timeline
    this.older = this.history.older
    this.#lookup = new MemberLookup(
      ids => lookUpMembers(room, ids),
      members => {
        this.people.value = withKnown(this.people.value, members)
      },
    )
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
  send(body: string, style?: MessageStyle): boolean {
    return this.#client.send(body, style) !== undefined
  }

  /** Ends the membership. The line ends first: the room would cut it off, which is no news here. */
  async leave(): Promise<Answer<unknown>> {
    this.#client.stop()
    const answer = await leaveRoom(this.id)
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

  /** One page of history more, at the top. */
  async loadOlder(): Promise<void> {
    if (this.beginning.value.kind === 'gap') this.dismissBeginning()
    await this.history.loadOlder()
  }

  /** Brings a message before the reader's eyes, wherever in the history it stands. */
  async show(seq: number): Promise<Shown> {
    return await this.history.show(seq)
  }

  /** The newest is what the person wants to see now. */
  toNewest(): void {
    this.history.toNewest()
  }

  /** The person knows why the window begins where it does; who asks for what is above it, too. */
  dismissBeginning(): void {
    this.beginning.value = FIRST
  }

  #handlers(): RoomHandlers {
    return {
      onWelcome: (welcome, beginning) => batch(() => this.#begin(welcome, beginning)),
      onEvents: events => batch(() => this.#extend(events)),
      onPresence: (here, count) =>
        batch(() => {
          this.here.value = here
          this.counts.value = { ...this.counts.value, here: count }
        }),
      onMembers: (members, count) =>
        batch(() => {
          this.people.value = withNews(this.people.value, members)
          if (count !== undefined) this.counts.value = { ...this.counts.value, members: count }
        }),
      onPending: sends => {
        this.pending.value = [...sends]
      },
      onStatus: status =>
        batch(() => {
          this.status.value = status
          this.lag.value = lagAfter(this.lag.value, status, Date.now())
          if (status.phase === 'live') this.history.revive()
        }),
    }
  }

  #begin(welcome: Welcome, beginning: Beginning): void {
    const { room, members = [], events, head, me } = welcome
    const readUpTo = beginning.kind === 'gap' ? beginning.after : null
    this.room.value = room
    this.people.value = peopleOf(members)
    this.counts.value = countsOf(welcome)
    this.history.begin(opened(events, head, readUpTo, me))
    this.beginning.value = beginning
    this.#lookup.forget()
    this.#meet(events)
    roomChanged(room)
  }

  #extend(events: readonly RoomEvent[]): void {
    this.counts.value = withComings(this.counts.value, events, this.people.value)
    this.people.value = withPeople(this.people.value, events)
    this.history.extend(events)
    this.#meet(events)
    const changed = events.findLast(event => event.type === 'room.changed')
    if (changed !== undefined) {
      this.room.value = changed.room
      roomChanged(changed.room)
    }
    this.#heard(events.filter(event => event.type === 'message.sent'))
  }

  /** Finds out who did what nobody known did. */
  #meet(events: readonly RoomEvent[]): void {
    this.#lookup.want(unknownIn(events, this.people.value))
  }
}
