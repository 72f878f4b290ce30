import { batch, effect, signal } from '@preact/signals'
import type { Amendment } from '../../protocol/client/amender.ts'
import type { PendingSend, Place } from '../../protocol/client/pending.ts'
import { type Beginning, RoomClient, type RoomHandlers } from '../../protocol/client/room-client.ts'
import type { Status } from '../../protocol/client/status.ts'
import type { MessageSent, MessageStyle, Room, RoomEvent } from '../../protocol/events.ts'
import type { Address, Mark, Welcome, Writer } from '../../protocol/frames.ts'
import { MESSAGES_LOOKED_UP_MAX } from '../../protocol/limits.ts'
import { type Lag, lagAfter } from '../state/banner.ts'
import { type Counts, countsOf, withComings } from '../state/counts.ts'
import { addressOf, heldAt } from '../state/held.ts'
import {
  type People,
  peopleOf,
  unknownIn,
  withKnown,
  withNews,
  withEvents as withPeople,
} from '../state/people.ts'
import { withGone } from '../state/presence.ts'
import { opened, withAnew } from '../state/timeline.ts'
import { isReached, type Unread, unreadAfter, unreadAt, unreadBeyond } from '../state/unread.ts'
import type { Answer } from './api.ts'
import { isAway, watchAttention } from './attention.ts'
import { MemberLookup } from './member-lookup.ts'
import { loadMembers, lookUpMembers } from './members.ts'
import { someMessages } from './messages.ts'
import { followPage } from './page-life.ts'
import { Quotes } from './quotes.ts'
import { RoomHistory, type Shown } from './room-history.ts'
import { RoomThreads } from './room-threads.ts'
import { leaveRoom, roomChanged } from './rooms.ts'
import { openSocket } from './socket.ts'
import { storedAmendments, storedSends } from './waiting-store.ts'

const FIRST: Beginning = { kind: 'first' }

/** What was done to a message and the room would not have, and why not. */
export interface Refused {
  amendment: Amendment
  code: string
}

/** One person's line to one room, as signals for the screen. */
export class RoomLine {
  readonly room = signal<Room | null>(null)
  /** Whoever is known by name; in a large room not everybody. */
  readonly people = signal<People>(new Map())
  readonly counts = signal<Counts>({ members: 0, here: 0 })
  readonly here = signal<ReadonlySet<string>>(new Set())
  /** Who of those here has turned away from their devices. */
  readonly away = signal<ReadonlySet<string>>(new Set())
  /** When those who are not here last were, as far as it is known, in milliseconds since 1970. */
  readonly lastSeen = signal<ReadonlyMap<string, number>>(new Map())
  readonly writers = signal<readonly Writer[]>([])
  /** How far the others have read, where that is told. */
  readonly receipts = signal<ReadonlyMap<string, Mark>>(new Map())
  /** What was not read yet when the person came, or last came back to the page and something had come. */
  readonly unread = signal<Unread | null>(null)
  readonly pending = signal<readonly PendingSend[]>([])
  /** What one has done to messages and the room has not acknowledged. */
  readonly amendments = signal<readonly Amendment[]>([])
  /** What of it the room refused, oldest first, for as long as nobody has been told. */
  readonly refused = signal<readonly Refused[]>([])
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
  /** Whether what comes is before nobody's eyes. */
  #isUnseen = false
  /** The seq up to which the person has read, as far as this page knows. */
  #readUpTo = 0
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
      open: () => openSocket(`/api/rooms/${encodeURIComponent(room)}/socket`),
      handlers: this.#handlers(),
      store: storedSends(user, room),
      amendments: storedAmendments(user, room),
    })
  }

  /** @returns what closes the line again. */
  open(): () => void {
    this.#isOpen = true
    this.#see()
    this.#client.start()
    const look = watchAttention()
    const follow = effect(() => this.#client.setAway(isAway.value))
    const see = () => this.#see()
    const page = followPage({
      wake: () => this.#client.wake(),
      doubt: () => this.#client.doubt(),
      hide: () => this.#client.flush(),
    })
    // Once the client knows that the page is back.
    document.addEventListener('visibilitychange', see)
    return () => {
      page()
      document.removeEventListener('visibilitychange', see)
      look()
      follow()
      this.#isOpen = false
      this.threads.stop()
      this.#client.stop()
    }
  }

  /** The person is writing, said with every stroke; or has given it up. */
  write(on: boolean): void {
    this.#client.setTyping(on)
  }

  /** The person has the newest before their eyes. */
  markRead(seq: number): void {
    this.#readUpTo = Math.max(this.#readUpTo, seq)
    this.#client.markRead(seq)
  }

  /** @returns whether it was taken; it is not while as many as may wait are waiting */
  send(body: string, style?: MessageStyle, place?: Place): boolean {
    return this.#client.send(body, style, place) !== undefined
  }

  /** @returns whether it was taken; it is not while too much waits. So for the others. */
  edit(message: Address, body: string, was: string): boolean {
    return this.#client.edit(addressOf(message), body, was)
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

  /** Finds out when those who are not here last were. */
  async learnLastSeen(): Promise<void> {
    const answer = await loadMembers(this.id, '')
    if (!answer.ok) return
    const told = answer.value.members.flatMap(({ id, lastSeenAt }) =>
      lastSeenAt === undefined ? [] : [[id, lastSeenAt] as const],
    )
    // Who has gone under our eyes, we know of.
    this.lastSeen.value = new Map([...told, ...this.lastSeen.value])
  }

  /** Brings the first of what was unread before the reader's eyes. @returns whether it is here */
  async reachUnread(): Promise<boolean> {
    const unread = this.unread.value
    if (unread === null) return false
    if (isReached(unread, this.timeline.value)) return true
    return (await this.history.showAfter(unread.after)).kind === 'shown'
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
          // In a crowd nobody is known to be here; who went while we were away, went at some time.
          const isKnown = count === here.size && this.counts.value.here === this.here.value.size
          if (isKnown && this.status.value.phase === 'live')
            this.lastSeen.value = withGone(this.lastSeen.value, this.here.value, here, Date.now())
          this.here.value = here
          this.counts.value = { ...this.counts.value, here: count }
        }),
      onMembers: (members, count) =>
        batch(() => {
          this.people.value = withNews(this.people.value, members)
          if (count !== undefined) this.counts.value = { ...this.counts.value, members: count }
        }),
      onAway: away => {
        this.away.value = away
      },
      onTyping: writers => {
        this.writers.value = writers
      },
      onReceipts: marks => {
        this.receipts.value = marks
      },
      onMark: ({ read }) => {
        // What was read here stays marked as new for as long as one looks at it.
        if (read <= this.#readUpTo) return
        this.#readUpTo = read
        this.unread.value = unreadBeyond(this.unread.value, read)
      },
      onPending: sends => {
        this.pending.value = [...sends]
      },
      onAmendments: amendments => {
        this.amendments.value = amendments
      },
      onRefused: (amendment, code) => {
        this.refused.value = [...this.refused.value, { amendment, code }]
      },
      onStatus: status =>
        batch(() => {
          this.status.value = status
          this.lag.value = lagAfter(this.lag.value, status, Date.now())
          if (status.phase === 'live') this.history.revive()
          this.#see()
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
    this.unread.value = unreadAt(welcome, beginning)
    this.#readUpTo = welcome.mark?.read ?? 0
    this.beginning.value = beginning
    this.#lookup.forget()
    this.quotes.forget()
    this.#meet(events)
    roomChanged(room)
  }

  #extend(events: readonly RoomEvent[]): void {
    if (this.#isUnseen) {
      const { me } = this.timeline.value
      this.unread.value = unreadAfter(this.unread.value, events, { read: this.#readUpTo, me })
    }
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

  /** Behind another page nothing is seen; nor, once that is gone, what the line has still to catch up with. */
  #see(): void {
    if (document.visibilityState !== 'visible') this.#isUnseen = true
    else if (this.status.value.phase === 'live') this.#isUnseen = false
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
