import { v7 as uuidv7 } from 'uuid'
import { decodeRoomFrame } from '../codec.ts'
import type { MessageStyle, RoomEvent } from '../events.ts'
import type { Address, ClientFrame, ErrorFrame, Events, RoomFrame, Welcome } from '../frames.ts'
import { CATCH_UP_MAX_EVENTS, PROTOCOL_VERSION, PROTOCOL_VERSION_OLDEST } from '../limits.ts'
import { Amender, type Amendment } from './amender.ts'
import { CatchUp } from './catch-up.ts'
import { Company } from './company.ts'
import type { WaitingStore } from './keeper.ts'
import { Line } from './line.ts'
import { OwnMark } from './own-mark.ts'
import type { PendingStore, Place } from './pending.ts'
import { PendingQueue } from './pending-queue.ts'
import { Position } from './position.ts'
import type { Beginning, RoomHandlers } from './room-handlers.ts'
import { Sender } from './sender.ts'
import type { SocketLike } from './socket.ts'
import type { Status } from './status.ts'
import { Writing } from './writing.ts'

export { STABLE_AFTER_MS, WELCOME_TIMEOUT_MS } from './line.ts'
export type { Beginning, RoomHandlers } from './room-handlers.ts'

export interface RoomClientOptions {
  /** Opens a socket to the room. */
  open(): SocketLike
  handlers: RoomHandlers
  /** Where pending sends outlive the page; memory when left out. */
  store?: PendingStore
  /** So for what is done to messages. */
  amendments?: WaitingStore<Amendment>
  /** A number in [0, 1), for the jitter. */
  random?: () => number
}

/**
 * One person's line to one room: connects, resumes after every loss, and holds each send until the
 * room acknowledges it. Nothing is handed over twice or out of order, whatever the network does.
 */
export class RoomClient {
  readonly #handlers: RoomHandlers
  readonly #line: Line<ClientFrame>
  readonly #queue: PendingQueue
  readonly #sender: Sender
  readonly #amender: Amender
  readonly #catchUp: CatchUp
  readonly #company: Company
  readonly #mark: OwnMark
  readonly #writing: Writing
  readonly #position = new Position()
  #status: Status
  #beginning: Beginning = { kind: 'first' }
  #head = 0
  #isAway = false
  #restored = false

  constructor(options: RoomClientOptions) {
    this.#handlers = options.handlers
    const random = options.random ?? Math.random
    this.#line = new Line({
      open: () => options.open(),
      versions: { newest: PROTOCOL_VERSION, oldest: PROTOCOL_VERSION_OLDEST },
      greeting: v => ({ type: 'hello', v, ...this.#position.known }),
      receive: text => this.#receive(text),
      dropped: () => this.#dropped(),
      changed: status => this.#setStatus(status),
      random,
    })
    this.#status = this.#line.status
    const transmit = (frame: ClientFrame) => this.#line.send(frame)
    const stuck = () => this.#line.lost()
    this.#queue = new PendingQueue(options.store, sends => this.#handlers.onPending(sends))
    this.#sender = new Sender(this.#queue, { transmit, stuck, random })
    this.#amender = new Amender(
      {
        transmit,
        stuck,
        random,
        changed: amendments => this.#handlers.onAmendments?.(amendments),
        refused: (amendment, code) => this.#handlers.onRefused?.(amendment, code),
      },
      options.amendments,
    )
    this.#catchUp = new CatchUp({ ask: after => transmit({ type: 'page', after }), stuck })
    this.#company = new Company(this.#handlers)
    this.#mark = new OwnMark({
      transmit,
      random,
      moved: mark => this.#handlers.onMark?.(mark),
    })
    this.#writing = new Writing(transmit)
  }

  get status(): Status {
    return this.#status
  }

  /** Connects, and stays connected until `stop` or a final close. */
  start(): void {
    this.#line.start()
    if (this.#restored) return
    this.#restored = true
    void this.#queue.restore().then(() => this.#sender.stir())
    void this.#amender.restore()
  }

  stop(): void {
    this.#mark.flush()
    this.#line.stop()
  }

  /**
   * The network or the page is back: do not wait for a timer, and doubt the socket we have. Asked for
   * too often, it waits for the timer after all.
   */
  wake(): void {
    this.#line.wake()
  }

  /** The network says that it is gone, which it may be wrong about: asks the socket. */
  doubt(): void {
    this.#line.doubt()
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

  /**
   * Changes what a message says.
   * @param was what it said when that was written; the room takes it only if it still does
   * @returns whether it was taken; it is not while too much waits
   */
  edit(target: Address, body: string, was?: string): boolean {
    const over = was === undefined ? {} : { was }
    return this.#amender.add({ type: 'edit', cid: uuidv7(), target, body, ...over })
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
    if (this.#status.phase === 'live') this.#line.send({ type: 'read', seq, thread })
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
    if (this.#isAttended) this.#line.send({ type: 'presence', away: isAway })
  }

  /** Whether there is a room at the other end that wants to know what its people do. */
  get #isAttended(): boolean {
    return this.#status.phase === 'live' && this.#mark.isKept
  }

  #receive(text: string): void {
    let frame: RoomFrame | undefined
    try {
      frame = decodeRoomFrame(text)
    } catch {
      this.#line.lost()
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
        this.#mark.told(frame)
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
    this.#line.welcomed()
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
    this.#mark.welcomed(welcome)
    if (welcome.events.length > 0) this.#mark.delivered(this.#position.lastSeq)
    this.#handlers.onMembers?.(welcome.members ?? [], welcome.memberCount)
    this.#paged(welcome.more)
  }

  /** Too much was missed to read it all before the newest: that comes first, the rest as history. */
  #skip(): void {
    this.#beginning = { kind: 'gap', after: this.#position.lastSeq }
    this.#position.forget()
    this.#line.connect()
  }

  #extended({ events, more, confirm }: Events): void {
    if (!this.#advance(events)) return
    if (confirm) this.#line.send({ type: 'delivered', seq: this.#position.lastSeq })
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
      this.#line.lost()
      return false
    }
    if (fresh.length > 0) {
      this.#handlers.onEvents(fresh)
      this.#company.said(fresh)
      this.#mark.delivered(this.#position.lastSeq)
    }
    this.#settle(events)
    return true
  }

  #paged(more: boolean): void {
    if (more) {
      const { lastSeq } = this.#position
      this.#line.behind()
      this.#setStatus({ phase: 'catching-up', left: Math.max(0, this.#head - lastSeq) })
      this.#catchUp.next(lastSeq)
    } else {
      this.#catchUp.stop()
      this.#line.live()
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
    if (this.#isAway && this.#isAttended) this.#line.send({ type: 'presence', away: true })
    this.#mark.open()
  }

  /** The line is gone: nothing that was asked over it is answered any more. */
  #dropped(): void {
    this.#catchUp.stop()
    this.#sender.close()
    this.#mark.close()
    this.#writing.forget()
    this.#company.lost()
    this.#amender.close()
  }

  #setStatus(status: Status): void {
    this.#status = status
    this.#handlers.onStatus(status)
  }
}
