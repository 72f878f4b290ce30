import type { Amendment } from '../../../protocol/client/amender.ts'
import type { SocketLike } from '../../../protocol/client/socket.ts'
import { CLOSE, type CloseCode } from '../../../protocol/codes.ts'
import { type MessageSent, newRoom, type RoomEvent } from '../../../protocol/events.ts'
import type { ClientFrame, Mark, RoomFrame } from '../../../protocol/frames.ts'
import { PROTOCOL_VERSION } from '../../../protocol/limits.ts'

const PAGE = 4
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const ADA = id(1)
export const GRACE = id(2)

/** A room without a server: the protocol's rules over a list, on lines that a test may cut. */
export class SimulatedRoom {
  epoch = 'first'
  log: RoomEvent[] = []
  readonly lines: SimulatedLine[] = []
  readonly pins = new Set<number>()
  /** Refuses the next sends and amendments with these errors, in order. */
  readonly refusals: { code: string; retryAfter?: number }[] = []
  /** While set, new lines are cut before they open. */
  isDown = false
  /** The newest version of the protocol it knows. */
  newest: number = PROTOCOL_VERSION
  /** How many requests for a page it answers with `unavailable`. */
  unreadable = 0
  /** How many belong to it, if it says so. */
  memberCount: number | undefined
  /** How far everybody has read, if it keeps that: an older room does not. */
  marks: Map<string, Mark> | undefined
  /** Milliseconds a frame takes, either way. */
  delay = 5

  dial(userId: string): SimulatedLine {
    const line = new SimulatedLine(this, userId)
    this.lines.push(line)
    return line
  }

  /** Somebody says something in the room, over no line of the test's. */
  record(by: string, cid: string, body: string): MessageSent {
    const seq = this.log.length + 1
    const at = Date.now()
    const event: MessageSent = { seq, id: id(1000 + seq), at, by, type: 'message.sent', cid, body }
    this.#add(event)
    return event
  }

  #add(event: RoomEvent): void {
    this.log.push(event)
    for (const line of this.lines) if (line.isLive) line.tell({ type: 'events', events: [event] })
  }

  /** The history is another one from here on. */
  restore(epoch: string, keep: number): void {
    this.epoch = epoch
    this.log = this.log.slice(0, keep)
    this.cutAll()
  }

  cutAll(code: number = 1006): void {
    for (const line of this.lines) line.cut(code)
  }

  get messages(): MessageSent[] {
    return this.log.filter(event => event.type === 'message.sent')
  }

  hear(line: SimulatedLine, frame: ClientFrame): void {
    if (frame.type === 'hello' && frame.v > this.newest) line.cut(CLOSE.version)
    else if (frame.type === 'hello') this.#welcome(line, frame.epoch, frame.lastSeq)
    else if (frame.type === 'page') this.#page(line, frame.after)
    else if (frame.type === 'send') this.#send(line, frame.cid, frame.body)
    else if (frame.type === 'edit' || frame.type === 'react' || frame.type === 'pin')
      this.#amend(line, frame)
  }

  #welcome(line: SimulatedLine, epoch?: string, lastSeq?: number): void {
    const { head } = this
    const common = { type: 'welcome', v: 1, epoch: this.epoch, head, me: line.userId } as const
    const created = { id: id(9), name: 'Workshop', topic: '', description: '' }
    const room = newRoom({ ...created, visibility: 'public', createdBy: ADA, createdAt: 0 })
    const presence = [line.userId]
    const known = this.#known(line.userId)
    if (epoch !== undefined && lastSeq !== undefined) {
      if (epoch === this.epoch && lastSeq <= head) {
        const events = this.log.slice(lastSeq, lastSeq + PAGE)
        const more = lastSeq + events.length < head
        line.isLive = !more
        line.tell({ ...common, ...known, room, presence, events, more })
        return
      }
      line.tell({ type: 'reset', epoch: this.epoch, head })
    }
    line.isLive = true
    line.tell({
      ...common,
      ...known,
      room,
      presence,
      members: [],
      events: this.log.slice(-PAGE),
      more: false,
    })
  }

  #known(me: string) {
    const { memberCount, marks } = this
    const mark = marks && (marks.get(me) ?? { id: me, read: 0, delivered: 0 })
    const receipts = marks && [...marks.values()].filter(({ id: user }) => user !== me)
    return {
      ...(memberCount !== undefined && { memberCount }),
      ...(mark && { mark }),
      ...(receipts && { receipts }),
    }
  }

  #page(line: SimulatedLine, after: number): void {
    if (this.unreadable > 0) {
      this.unreadable -= 1
      line.tell({ type: 'error', code: 'unavailable', message: '', retryAfter: 3_000 })
      return
    }
    const events = this.log.slice(after, after + PAGE)
    const more = after + events.length < this.head
    line.isLive = !more
    line.tell({ type: 'events', events, more })
  }

  #send(line: SimulatedLine, cid: string, body: string): void {
    const refusal = this.refusals.shift()
    const recorded = this.messages.find(event => event.by === line.userId && event.cid === cid)
    if (refusal !== undefined) line.tell({ type: 'error', message: '', cid, ...refusal })
    else if (recorded !== undefined) line.tell({ type: 'ack', cid, event: recorded })
    else this.record(line.userId, cid, body)
  }

  /** What is so already is acknowledged without an event, as is a pin that is asked for twice. */
  #amend(line: SimulatedLine, frame: Amendment): void {
    const refusal = this.refusals.shift()
    const { cid, target } = frame
    const recorded = this.log.find(event => 'cid' in event && event.cid === cid)
    const seq = this.log.length + 1
    const head = { seq, id: id(1000 + seq), at: Date.now(), by: line.userId, cid }
    if (refusal !== undefined) line.tell({ type: 'error', message: '', cid, ...refusal })
    else if (recorded !== undefined) line.tell({ type: 'ack', cid, event: recorded })
    else if (frame.type === 'edit') {
      const messages = [{ seq: target.seq, by: line.userId, body: frame.body }]
      this.#add({ ...head, type: 'message.edited', messages })
    } else if (frame.type === 'react') {
      const { emoji, on } = frame
      this.#add({ ...head, type: 'message.reacted', target: target.seq, emoji, on })
    } else if (this.pins.has(target.seq) === frame.on) line.tell({ type: 'ack', cid })
    else {
      this.pins.add(target.seq)
      this.#add({ ...head, type: 'message.pinned', target: target.seq, on: frame.on })
    }
  }

  get head(): number {
    return this.log.length
  }
}

/** One end is the client's socket, the other the room. */
export class SimulatedLine implements SocketLike {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly userId: string
  /** What the client has said, in order. */
  readonly heard: ClientFrame[] = []
  pings = 0
  isLive = false
  /** Open to look at, and nothing gets through. */
  isDead = false
  #isOpen = true
  readonly #room: SimulatedRoom

  constructor(room: SimulatedRoom, userId: string) {
    this.#room = room
    this.userId = userId
    setTimeout(() => (room.isDown ? this.cut(1006) : this.onopen?.()), room.delay)
  }

  send(text: string): void {
    this.#carry(() => {
      if (text === 'ping') {
        this.pings += 1
        this.raw('pong')
        return
      }
      const frame: ClientFrame = JSON.parse(text)
      this.heard.push(frame)
      this.#room.hear(this, frame)
    })
  }

  tell(frame: RoomFrame): void {
    this.raw(JSON.stringify(frame))
  }

  raw(data: string): void {
    this.#carry(() => this.onmessage?.({ data }))
  }

  /** The line ends: what is on its way is lost. */
  cut(code: number): void {
    if (!this.#isOpen) return
    this.close()
    this.onclose?.({ code, reason: '' })
  }

  close(_code?: CloseCode | number): void {
    this.#isOpen = false
    this.isLive = false
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  #carry(act: () => void): void {
    setTimeout(() => {
      if (this.#isOpen && !this.isDead) act()
    }, this.#room.delay)
  }
}

export const FINAL = [CLOSE.unauthenticated, CLOSE.forbidden, CLOSE.noSuchRoom]
