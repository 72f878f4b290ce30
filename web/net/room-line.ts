import { batch, signal } from '@preact/signals'
import type { Amendment } from '../../protocol/client/amender.ts'
import type { PendingSend, Place } from '../../protocol/client/pending.ts'
import { type Beginning, RoomClient, type RoomHandlers } from '../../protocol/client/room-client.ts'
import type { Status } from '../../protocol/client/status.ts'
import type { MessageSent, MessageStyle, Room, RoomEvent } from '../../protocol/events.ts'
import type { Address, Welcome } from '../../protocol/frames.ts'
import { MESSAGES_LOOKED_UP_MAX } from '../../protocol/limits.ts'
import { type Lag, lagAfter } from '../state/banner.ts'
import { type Counts, countsOf, withComings } from '../state/counts.ts'
import { heldAt } from '../state/held.ts'
import {
  type People,
  peopleOf,
  unknownIn,
  withKnown,
  withNews,
  withEvents as withPeople,
} from '../state/people.ts'
import { opened, withAnew } from '../state/timeline.ts'
import type { Answer } from './api.ts'
import { MemberLookup } from './member-lookup.ts'
import { lookUpMembers } from './members.ts'
import { someMessages } from './messages.ts'
import { BrowserPendingStore } from './pending-store.ts'
import { Quotes } from './quotes.ts'
import { RoomHistory, type Shown } from './room-history.ts'
import { openRoomSocket } from './room-socket.ts'
import { RoomThreads } from './room-threads.ts'
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
  /** What one has done to messages and the room has not acknowledged. */
  readonly amendments = signal<readonly Amendment[]>([])
  /** What of it the room refused last, and its code. */
  readonly refused = signal<{ amendment: Amendment; code: string } | null>(null)
  /** What messages answer that are not in the window. */
  readonly quotes: Quotes
  readonly status = signal<Status>({ phase: 'connecting' })
  readonly lag = signal<Lag | null>(null)
  /** Why the window begins where it does, for as long as the person has not put it away. */
  readonly beginning = signal<Beginning>(FIRST)
  readonly history: RoomHistory
  readonly timeline: RoomHistory['timeline']
  readonly older: RoomHistory['older']

  readonly threads: RoomThreads

  readonly id: string
  readonly #listeners = new Set<(events: readonly RoomEvent[]) => void>()
  readonly #client: RoomClient
  readonly #lookup: MemberLookup
  #isOpen = false
  readonly #heard: (messages: readonly MessageSent[]) => void

  /** `heard` gets the messages that arrive while the room is open, once each. */
  constructor(user: string, room: string, heard: (messages: readonly MessageSent[]) => void) {
    this.id = room
    this.#heard = heard
    this.history = new RoomHistory(room, events => this.#meet(events))
    this.threads = new RoomThreads(room, roots => this.meetAll(roots))
    this.timeline = this.history.timeline
    this.older = this.history.older
    this.#lookup = new MemberLookup(
      ids => lookUpMembers(room, ids),
      members => {
        this.people.value = withKnown(this.people.value, members)
      },
    )
    this.quotes = new Quotes(room, messages => this.#meet(messages))
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
      this.threads.stop()
      this.#client.stop()
    }
  }

  /** @returns whether it was taken; it is not while as many as may wait are waiting */
  send(body: string, style?: MessageStyle, place?: Place): boolean {
    return this.#client.send(body, style, place) !== undefined
  }

  /** @returns whether it was taken; it is not while too much waits. So for the others. */
  edit(message: Address, body: string): boolean {
    return this.#client.edit(addressOf(message), body)
  }

  react(message: Address, emoji: string, on: boolean): boolean {
    return this.#client.react(addressOf(message), emoji, on)
  }

  pin(message: Address, on: boolean): boolean {
    return this.#client.pin(addressOf(message), on)
  }

  /** Finds out who these are. */
  meet(ids: readonly string[]): void {
    this.#lookup.want(ids.filter(id => !this.people.value.has(id)))
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

  /** Tells of what happens from now on. @returns what ends that */
  listen(listener: (events: readonly RoomEvent[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The person has read a thread up to `seq`. */
  markThreadRead(seq: number, thread: number): void {
    this.#client.markThreadRead(seq, thread)
    this.threads.read(thread)
  }

  /** Finds out who did these. */
  meetAll(events: readonly RoomEvent[]): void {
    this.#meet(events)
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
      onAmendments: amendments => {
        this.amendments.value = amendments
      },
      onRefused: (amendment, code) => {
        this.refused.value = { amendment, code }
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
    this.threads.begin(me)
    this.beginning.value = beginning
    this.#lookup.forget()
    this.quotes.forget()
    this.#meet(events)
    roomChanged(room)
  }

  #extend(events: readonly RoomEvent[]): void {
    this.counts.value = withComings(this.counts.value, events, this.people.value)
    this.people.value = withPeople(this.people.value, events)
    this.history.extend(events)
    this.quotes.follow(events, this.timeline.value.me)
    this.#meet(events)
    void this.#learnAnew(events)
    const changed = events.findLast(event => event.type === 'room.changed')
    if (changed !== undefined) {
      this.room.value = changed.room
      roomChanged(changed.room)
    }
    this.threads.extend(events)
    for (const listener of this.#listeners) listener(events)
    this.#heard(events.filter(event => event.type === 'message.sent'))
  }

  /** What is back may have come here without its marks, when it came as removed. */
  async #learnAnew(events: readonly RoomEvent[]): Promise<void> {
    const seqs = events
      .flatMap(event => (event.type === 'message.restored' ? event.messages : []))
      .map(({ seq }) => seq)
      .filter(seq => heldAt(this.timeline.value.events, seq) !== undefined)
    if (seqs.length === 0) return
    const asked = this.history.window.value
    const answer = await someMessages(this.id, seqs.slice(-MESSAGES_LOOKED_UP_MAX))
    if (!answer.ok || asked !== this.history.window.value) return
    const { messages, head } = answer.value
    this.timeline.value = withAnew(this.timeline.value, messages, head)
  }

  /** Finds out who did what nobody known did. */
  #meet(events: readonly RoomEvent[]): void {
    this.#lookup.want(unknownIn(events, this.people.value))
  }
}

/** Of a message its address alone. */
function addressOf({ seq, id }: Address): Address {
  return { seq, id }
}
