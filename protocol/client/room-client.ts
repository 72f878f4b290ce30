import { v7 as uuidv7 } from 'uuid'
import { decodeRoomFrame } from '../codec.ts'
import { CLOSE, isFinalClose } from '../codes.ts'
import type { Member, MessageStyle, RoomEvent } from '../events.ts'
import type {
  Address,
  ClientFrame,
  ErrorFrame,
  Events,
  Live,
  Mark,
  RoomFrame,
  Welcome,
} from '../frames.ts'
import {
  CATCH_UP_MAX_EVENTS,
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_OLDEST,
  RECEIPTS_MEMBERS,
} from '../limits.ts'
import { Amender, type Amendment } from './amender.ts'
import { backoff, RESTART_SPREAD_MS } from './backoff.ts'
import { CatchUp } from './catch-up.ts'
import { Company, type CompanyHandlers } from './company.ts'
import { Heartbeat } from './heartbeat.ts'
import { OwnMark } from './own-mark.ts'
import type { PendingSend, PendingStore, Place } from './pending.ts'
import { PendingQueue } from './pending-queue.ts'
import { Position } from './position.ts'
import { RetryBudget } from './retry-budget.ts'
import { Sender } from './sender.ts'
import type { SocketLike } from './socket.ts'
import type { Status } from './status.ts'
import { Writing } from './writing.ts'

/** Milliseconds from opening a socket to its welcome, before another attempt is made. */
export const WELCOME_TIMEOUT_MS = 15_000
/** Milliseconds a line has to live before its loss counts as the first again. */
export const STABLE_AFTER_MS = 10_000

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

export interface RoomClientOptions {
  /** Opens a socket to the room. */
  open(): SocketLike
  handlers: RoomHandlers
  /** Where pending sends outlive the page; memory when left out. */
  store?: PendingStore
  /** A number in [0, 1), for the jitter. */
  random?: () => number
}

/**
 * One person's line to one room: connects, resumes after every loss, and holds each send until the
 * room acknowledges it. Nothing is handed over twice or out of order, whatever the network does.
 */
export class RoomClient {
  readonly #options: RoomClientOptions
  readonly #handlers: RoomHandlers
  readonly #queue: PendingQueue
  readonly #sender: Sender
  readonly #amender: Amender
  readonly #heartbeat: Heartbeat
  readonly #catchUp: CatchUp
  readonly #budget = new RetryBudget()
  readonly #position = new Position()
  readonly #company: Company
  readonly #mark: OwnMark
  readonly #writing: Writing
  /** What the last welcome said of marks. A room that says nothing of them knows none of these frames. */
  #welcomeMark: Mark | undefined
  #areReceiptsTold = false
  #isAway = false
  #socket: SocketLike | undefined
  #status: Status = { phase: 'ended', code: CLOSE.normal, reason: '' }
  #beginning: Beginning = { kind: 'first' }
  #v = PROTOCOL_VERSION
  #head = 0
  #attempt = 0
  #liveSince = 0
  #restored = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: RoomClientOptions) {
    this.#options = options
    this.#handlers = options.handlers
    this.#queue = new PendingQueue(options.store, sends => this.#handlers.onPending(sends))
    this.#sender = new Sender(this.#queue, {
      transmit: frame => this.#transmit(frame),
      stuck: () => this.#lost(CLOSE.normal, 'no acknowledgement'),
      random: () => this.#random(),
    })
    this.#company = new Company(this.#handlers)
    this.#mark = new OwnMark({
      transmit: frame => this.#transmit(frame),
      random: () => this.#random(),
    })
    this.#writing = new Writing(frame => this.#transmit(frame))
    this.#amender = new Amender({
      transmit: frame => this.#transmit(frame),
      stuck: () => this.#lost(CLOSE.normal, 'no acknowledgement'),
      random: () => this.#random(),
      changed: amendments => this.#handlers.onAmendments?.(amendments),
      refused: (amendment, code) => this.#handlers.onRefused?.(amendment, code),
    })
    this.#catchUp = new CatchUp({
      ask: after => this.#transmit({ type: 'page', after }),
      stuck: () => this.#lost(CLOSE.normal, 'no page'),
    })
    this.#heartbeat = new Heartbeat({
      ping: () => this.#socket?.send('ping'),
      dead: () => this.#lost(CLOSE.normal, 'no answer'),
    })
  }

  get status(): Status {
    return this.#status
  }

  /** Connects, and stays connected until `stop` or a final close. */
  start(): void {
    if (this.#status.phase !== 'ended') return
    this.#attempt = 0
    this.#connect()
    if (this.#restored) return
    this.#restored = true
    void this.#queue.restore().then(() => this.#sender.stir())
  }

  stop(): void {
    this.#mark.flush()
    this.#drop()
    this.#setStatus({ phase: 'ended', code: CLOSE.normal, reason: 'stopped' })
  }

  /**
   * The network or the page is back: do not wait for a timer, and doubt the socket we have. Asked for
   * too often, it waits for the timer after all.
   */
  wake(): void {
    if (this.#status.phase === 'waiting') {
      if (this.#budget.wait(Date.now()) === 0) this.#connect()
    } else if (this.#heartbeat.hasSlept) this.#lost(CLOSE.normal, 'slept')
    else this.doubt()
  }

  /** The network says that it is gone, which it may be wrong about: asks the socket. */
  doubt(): void {
    if (this.#status.phase !== 'ended') this.#heartbeat.probe()
  }

  /**
   * @param place what it answers, and the thread it stands in
   * @returns the cid under which the send is pending, and comes back as an event; undefined when
   * PENDING_MAX_SENDS are waiting, and nothing was taken
   */
  send(body: string, style?: MessageStyle, place: Place = {}): string | undefined {
    if (this.#queue.isFull) return undefined
    const cid = uuidv7()
    const meant = style === undefined ? {} : { style }
    this.#queue.add({ cid, body, ...meant, ...place, at: Date.now(), state: 'pending' })
    this.#writing.forget()
    this.#sender.stir()
    return cid
  }

  /** Sends a refused message again. */
  retry(cid: string): void {
    this.#queue.renew(cid)
    this.#sender.stir()
  }

  /** Gives up a send. One that is in flight may still arrive. */
  discard(cid: string): void {
    this.#queue.remove(cid)
    this.#sender.stir()
  }

  /** Changes what a message says. @returns whether it was taken; it is not while too much waits */
  edit(target: Address, body: string): boolean {
    return this.#amender.add({ type: 'edit', cid: uuidv7(), target, body })
  }

  /** Puts one's own emoji to a message, or takes it away. @returns whether it was taken */
  react(target: Address, emoji: string, on: boolean): boolean {
    return this.#amender.add({ type: 'react', cid: uuidv7(), target, emoji, on })
  }

  /** Keeps a message in view, or no more. @returns whether it was taken */
  pin(target: Address, on: boolean): boolean {
    return this.#amender.add({ type: 'pin', cid: uuidv7(), target, on })
  }

  /** The person has read a thread up to `seq`. Lost with the line: the next look says it again. */
  markThreadRead(seq: number, thread: number): void {
    if (this.#status.phase === 'live') this.#transmit({ type: 'read', seq, thread })
  }

  /** The person is writing, said with every stroke, or has given it up. */
  setTyping(on: boolean, thread?: number): void {
    if (!this.#isAttended) return
    if (on) this.#writing.goesOn(thread, Date.now())
    else this.#writing.stops(Date.now())
  }

  /** The person has read everything up to `seq`, of what was handed over. */
  markRead(seq: number): void {
    this.#mark.read(Math.min(seq, this.#position.lastSeq))
  }

  /** The page may end at any moment: what waits to be said of what was read is said now. */
  flush(): void {
    this.#mark.flush()
  }

  /** The person has turned away from this device, or is back at it. */
  setAway(isAway: boolean): void {
    if (this.#isAway === isAway) return
    this.#isAway = isAway
    if (this.#isAttended) this.#transmit({ type: 'presence', away: isAway })
  }

  /** Whether there is a room at the other end that wants to know what its people do. */
  get #isAttended(): boolean {
    return this.#status.phase === 'live' && this.#welcomeMark !== undefined
  }

  #connect(): void {
    this.#drop()
    this.#budget.spend(Date.now())
    this.#setStatus({ phase: 'connecting' })
    const socket = this.#opened()
    if (socket === undefined) {
      this.#lost(CLOSE.normal, 'no socket')
      return
    }
    this.#socket = socket
    socket.onopen = () => this.#transmit({ type: 'hello', v: this.#v, ...this.#position.known })
    socket.onmessage = event => this.#receive(event.data)
    socket.onclose = event => this.#lost(event.code, event.reason)
    socket.onerror = () => {}
    this.#timer = setTimeout(() => this.#lost(CLOSE.normal, 'no welcome'), WELCOME_TIMEOUT_MS)
  }

  /** A browser may refuse to open one at all, by policy or for want of memory. */
  #opened(): SocketLike | undefined {
    try {
      return this.#options.open()
    } catch {
      return undefined
    }
  }

  #receive(data: unknown): void {
    this.#heartbeat.heard()
    if (data === 'pong' || typeof data !== 'string') return
    let frame: RoomFrame | undefined
    try {
      frame = decodeRoomFrame(data)
    } catch {
      this.#lost(CLOSE.normal, 'unreadable frame')
    }
    if (frame !== undefined) this.#take(frame)
  }

  #take(frame: RoomFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(frame)
        break
      case 'events':
        this.#extended(frame)
        break
      case 'ack':
        if (!this.#amender.acknowledge(frame.cid)) this.#sender.acknowledge(frame.cid)
        break
      case 'live':
        this.#company.told(frame)
        this.#heardOfMarks(frame)
        break
      case 'error':
        this.#refused(frame)
        break
      case 'reset':
        this.#position.forget()
        this.#mark.forget()
        this.#beginning = { kind: 'reset' }
        break
      default:
        frame satisfies never
    }
  }

  #welcomed(welcome: Welcome): void {
    clearTimeout(this.#timer)
    this.#heartbeat.start()
    this.#head = welcome.head
    if (this.#position.known === undefined) {
      this.#position.begin(welcome)
      this.#handlers.onWelcome(welcome, this.#beginning)
      this.#beginning = { kind: 'first' }
      this.#settle(welcome.events)
    } else if (welcome.head - this.#position.lastSeq > CATCH_UP_MAX_EVENTS) {
      this.#skip()
      return
    } else if (!this.#advance(welcome.events)) {
      return
    }
    this.#company.welcomed(welcome)
    this.#welcomeMark = welcome.mark
    this.#areReceiptsTold = (welcome.memberCount ?? Number.POSITIVE_INFINITY) <= RECEIPTS_MEMBERS
    if (welcome.mark !== undefined) this.#handlers.onMark?.(welcome.mark)
    if (welcome.events.length > 0) this.#arrived()
    this.#handlers.onMembers?.(welcome.members ?? [], welcome.memberCount)
    this.#paged(welcome.more)
  }

  /** Too much was missed to read it all before the newest: that comes first, the rest as history. */
  #skip(): void {
    this.#beginning = { kind: 'gap', after: this.#position.lastSeq }
    this.#position.forget()
    this.#connect()
  }

  #extended({ events, more, confirm }: Events): void {
    if (!this.#advance(events)) return
    if (confirm) this.#transmit({ type: 'delivered', seq: this.#position.lastSeq })
    if (more !== undefined) this.#paged(more)
  }

  #refused(error: ErrorFrame): void {
    if (error.code === 'unavailable' && error.cid === undefined)
      this.#catchUp.later(error.retryAfter)
    else {
      this.#sender.refuse(error)
      this.#amender.refuse(error)
    }
  }

  /** Hands over what is new; when an event is missing, resumes from what is certain instead. */
  #advance(events: readonly RoomEvent[]): boolean {
    const fresh = this.#position.advance(events)
    if (fresh === 'gap') {
      this.#lost(CLOSE.normal, 'gap')
      return false
    }
    if (fresh.length > 0) {
      this.#handlers.onEvents(fresh)
      this.#company.said(fresh)
      this.#arrived()
    }
    this.#settle(events)
    return true
  }

  #paged(more: boolean): void {
    if (more) {
      const { lastSeq } = this.#position
      this.#setStatus({ phase: 'catching-up', left: Math.max(0, this.#head - lastSeq) })
      this.#catchUp.next(lastSeq)
    } else {
      this.#catchUp.stop()
      this.#liveSince = Date.now()
      this.#setStatus({ phase: 'live' })
      this.#sender.open()
      this.#attend()
      this.#amender.open()
    }
  }

  /** Our own events coming back are the acknowledgements. */
  #settle(events: readonly RoomEvent[]): void {
    for (const event of events)
      if (event.by !== this.#position.me) continue
      else if (event.type === 'message.sent') this.#sender.acknowledge(event.cid)
      else if ('cid' in event) this.#amender.acknowledge(event.cid)
  }

  /** The room hears again what it does not know any more of this socket's person. */
  #attend(): void {
    if (this.#isAway && this.#isAttended) this.#transmit({ type: 'presence', away: true })
    this.#mark.open(this.#welcomeMark, this.#areReceiptsTold)
  }

  /** What there is has arrived here: said only where that is told to anybody. */
  #arrived(): void {
    if (this.#areReceiptsTold) this.#mark.delivered(this.#position.lastSeq)
  }

  /** Another device of the same person may have come further. */
  #heardOfMarks({ receipts }: Live): void {
    const own = receipts?.find(({ id }) => id === this.#position.me)
    if (own === undefined) return
    this.#mark.heard(own)
    this.#handlers.onMark?.(own)
  }

  #transmit(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  #lost(code: number, reason: string): void {
    if (this.#status.phase === 'ended') return
    const wasStable =
      this.#status.phase === 'live' && Date.now() - this.#liveSince >= STABLE_AFTER_MS
    this.#drop()
    if (code === CLOSE.version && this.#v > PROTOCOL_VERSION_OLDEST) this.#v -= 1
    else if (isFinalClose(code)) {
      this.#setStatus({ phase: 'ended', code, reason })
      return
    }
    const attempt = wasStable ? 0 : this.#attempt
    this.#attempt = attempt + 1
    const now = Date.now()
    const wait = Math.max(this.#delay(code, attempt), this.#budget.wait(now))
    this.#timer = setTimeout(() => this.#connect(), wait)
    this.#setStatus({ phase: 'waiting', code, retryAt: now + wait, attempt })
  }

  /** A restart cuts off everybody at once: they spread wider than after losses of their own. */
  #delay(code: number, attempt: number): number {
    const delay = backoff(attempt, this.#random())
    return code === CLOSE.restart ? Math.max(delay, this.#random() * RESTART_SPREAD_MS) : delay
  }

  #random(): number {
    return (this.#options.random ?? Math.random)()
  }

  /** Lets go of the socket without waiting for its close, which may take minutes on a dead line. */
  #drop(): void {
    clearTimeout(this.#timer)
    this.#heartbeat.stop()
    this.#catchUp.stop()
    this.#sender.close()
    this.#mark.close()
    this.#writing.forget()
    this.#company.lost()
    this.#amender.close()
    const socket = this.#socket
    this.#socket = undefined
    if (socket === undefined) return
    socket.onopen = socket.onmessage = socket.onclose = null
    try {
      socket.close(CLOSE.normal)
    } catch {
      // A socket still connecting may refuse to be closed; without handlers it is harmless.
    }
  }

  #setStatus(status: Status): void {
    this.#status = status
    this.#handlers.onStatus(status)
  }
}
