import { WebSocket } from 'ws'
import type { Fact, History } from '../checker/history.ts'

// A client by somebody who has read docs/protocol.md and nothing else: no schema, no helper, no
// constant of the project is imported here. It does the least that the document asks for.

const ACK_PATIENCE_MS = 15_000
const PING_EVERY_MS = 20_000
const PONG_PATIENCE_MS = 8_000
const BACKOFF_BASE_MS = 500
const BACKOFF_CAP_MS = 30_000

const FINAL: ReadonlySet<number> = new Set([4001, 4003, 4004, 4010])

interface Send {
  cid: string
  body: string
}

/** Whatever came, as JSON: nothing about it is certain. */
// biome-ignore lint/suspicious/noExplicitAny: a stranger's client has no types of ours
type Json = any

export interface NaiveOptions {
  name: string
  user: string
  at: () => { url: string; headers: Record<string, string> }
  history: History
  random: () => number
  /** The version of the protocol it was written for. */
  v?: 1 | 2
  /** Whether it answers `confirm`, as version 2 asks for. */
  confirms?: boolean
}

export class NaiveClient {
  readonly name: string
  epoch: string | undefined
  lastSeq = 0
  closedWith: number | undefined
  readonly #options: NaiveOptions
  readonly #sends: Send[] = []
  #socket: WebSocket | undefined
  #sockets = 0
  #isLive = false
  #isStopped = true
  #failures = 0
  #asked: string | undefined
  #timers: NodeJS.Timeout[] = []
  #deadline: NodeJS.Timeout | undefined
  #patience: NodeJS.Timeout | undefined

  constructor(options: NaiveOptions) {
    this.#options = options
    this.name = options.name
  }

  start(): void {
    this.#isStopped = false
    this.#connect()
  }

  stop(): void {
    this.#isStopped = true
    this.#drop()
  }

  say(cid: string, body: string): void {
    this.#note({ kind: 'invoke', cid, body })
    this.#sends.push({ cid, body })
    this.#next()
  }

  /** Whether the room has ended it for good. */
  get isOut(): boolean {
    return this.closedWith !== undefined && FINAL.has(this.closedWith)
  }

  get isLive(): boolean {
    return this.#isLive
  }

  get pending(): number {
    return this.#sends.length
  }

  settled(): void {
    const { history, name } = this.#options
    history.note({ kind: 'settled', client: name, lastSeq: this.lastSeq })
  }

  #connect(): void {
    this.#drop()
    const { url, headers } = this.#options.at()
    const socket = new WebSocket(url, { headers })
    this.#socket = socket
    this.#sockets += 1
    socket.on('error', () => {})
    socket.on('open', () => this.#hello())
    socket.on('message', data => this.#hear(String(data)))
    socket.on('close', code => this.#lost(code))
    // No welcome at all is a dead line too.
    this.#deadline = setTimeout(() => this.#lost(1006), ACK_PATIENCE_MS)
  }

  #hello(): void {
    const { history, name, v = 2 } = this.#options
    const held = this.epoch === undefined ? {} : { epoch: this.epoch, lastSeq: this.lastSeq }
    if (this.epoch !== undefined)
      history.note({ kind: 'resume', client: name, lastSeq: this.lastSeq })
    this.#say({ type: 'hello', v, ...held })
  }

  #hear(text: string): void {
    clearTimeout(this.#deadline)
    if (text === 'pong') return
    const frame: Json = JSON.parse(text)
    if (frame.type === 'welcome') this.#welcomed(frame)
    else if (frame.type === 'events') this.#told(frame)
    else if (frame.type === 'ack') this.#acknowledged(frame.cid)
    else if (frame.type === 'error') this.#refused(frame)
    else if (frame.type === 'reset') this.epoch = undefined
  }

  #welcomed(welcome: Json): void {
    const { history, name } = this.#options
    this.#failures = 0
    if (this.epoch === undefined) {
      this.epoch = String(welcome.epoch)
      history.note({ kind: 'begin', client: name, why: this.lastSeq === 0 ? 'first' : 'reset' })
      this.lastSeq = 0
      this.#frame(welcome.events, true)
      this.#take(welcome.events, true)
    } else {
      this.#frame(welcome.events, false, true)
      if (!this.#take(welcome.events)) return
    }
    this.#timers.push(setInterval(() => this.#ping(), PING_EVERY_MS))
    this.#goOn(welcome.more)
  }

  #told(frame: Json): void {
    this.#frame(frame.events, false)
    if (!this.#take(frame.events)) return
    const { confirms = true } = this.#options
    if (frame.confirm && confirms) this.#say({ type: 'delivered', seq: this.lastSeq })
    if (frame.more !== undefined) this.#goOn(frame.more)
  }

  #goOn(more: boolean): void {
    if (more) {
      this.#say({ type: 'page', after: this.lastSeq })
      this.#patience = setTimeout(() => this.#lost(1006), ACK_PATIENCE_MS)
      return
    }
    clearTimeout(this.#patience)
    this.#isLive = true
    this.#next()
  }

  /** @returns false when an event is missing: then it has dropped the socket, to come back */
  #take(events: Json[], isFresh = false): boolean {
    clearTimeout(this.#patience)
    for (const event of events) {
      if (!isFresh && event.seq <= this.lastSeq) continue
      if ((!isFresh || this.lastSeq > 0) && event.seq !== this.lastSeq + 1) {
        this.#lost(1006)
        return false
      }
      this.lastSeq = event.seq
      this.#keep(event)
    }
    this.#rearm()
    return true
  }

  #keep(event: Json): void {
    const { history, name, user } = this.#options
    const { seq, id, type, by, cid, body } = event
    const fact: Fact = { seq, id, type, by }
    if (cid !== undefined) Object.assign(fact, { cid, body })
    if (event.member !== undefined) fact.member = event.member.id
    history.note({ kind: 'event', client: name, user, ...fact })
    if (by === user && cid !== undefined) this.#acknowledged(cid)
  }

  #frame(events: Json[], isBeginning: boolean, isResume = false): void {
    const [first, last] = [events[0], events.at(-1)]
    if (first === undefined) return
    const { history, name } = this.#options
    history.note({
      kind: 'frame',
      socket: `${name} ${this.#sockets}`,
      from: first.seq,
      to: last.seq,
      isFresh: isBeginning || isResume,
    })
  }

  #acknowledged(cid: string): void {
    const index = this.#sends.findIndex(send => send.cid === cid)
    if (index === -1) return
    this.#sends.splice(index, 1)
    this.#note({ kind: 'ok', cid })
    if (this.#asked === cid) this.#asked = undefined
    this.#next()
  }

  #refused({ code, cid, retryAfter }: Json): void {
    if (code === 'unavailable' && cid === undefined) {
      clearTimeout(this.#patience)
      this.#timers.push(setTimeout(() => this.#goOn(true), retryAfter))
      return
    }
    if (cid === undefined || cid !== this.#asked) return
    if (retryAfter !== undefined || code === 'internal') {
      this.#timers.push(
        setTimeout(() => {
          this.#asked = undefined
          this.#next()
        }, retryAfter ?? 1_000),
      )
      return
    }
    this.#note({ kind: 'fail', cid, code })
    this.#sends.shift()
    this.#asked = undefined
    this.#next()
  }

  #next(): void {
    const send = this.#sends[0]
    if (!this.#isLive || send === undefined || this.#asked !== undefined) return
    this.#asked = send.cid
    this.#say({ type: 'send', ...send })
    this.#rearm()
  }

  /** Nothing acknowledged on a live line for so long: it is not a live line. */
  #rearm(): void {
    clearTimeout(this.#patience)
    if (this.#asked !== undefined)
      this.#patience = setTimeout(() => this.#lost(1006), ACK_PATIENCE_MS)
  }

  #ping(): void {
    this.#socket?.send('ping')
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#lost(1006), PONG_PATIENCE_MS)
  }

  #lost(code: number): void {
    this.closedWith = code
    this.#drop()
    if (this.#isStopped || FINAL.has(code)) return
    const bound = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#failures)
    this.#failures += 1
    this.#timers.push(setTimeout(() => this.#connect(), this.#options.random() * bound))
  }

  #drop(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer)
    clearTimeout(this.#deadline)
    clearTimeout(this.#patience)
    this.#isLive = false
    this.#asked = undefined
    this.#socket?.removeAllListeners()
    this.#socket?.on('error', () => {})
    this.#socket?.terminate()
    this.#socket = undefined
  }

  #say(frame: Record<string, unknown>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  #note(
    what:
      | { kind: 'invoke'; cid: string; body: string }
      | { kind: 'ok'; cid: string }
      | { kind: 'fail'; cid: string; code: string },
  ): void {
    const { history, name, user } = this.#options
    history.note({ client: name, user, ...what })
  }
}
