import { CLOSE, isFinalClose } from '../codes.ts'
import { backoff, RESTART_SPREAD_MS } from './backoff.ts'
import { Heartbeat } from './heartbeat.ts'
import { RetryBudget } from './retry-budget.ts'
import type { SocketLike } from './socket.ts'
import type { LineStatus } from './status.ts'

/** Milliseconds from opening a socket to its welcome, before another attempt is made. */
export const WELCOME_TIMEOUT_MS = 15_000
/** Milliseconds a line has to live before its loss counts as the first again. */
export const STABLE_AFTER_MS = 10_000

export interface LineOptions<Frame> {
  /** Opens a socket to the other end. */
  open(): SocketLike
  /** The versions it can speak: what the other end does not, is tried with one less. */
  versions: { newest: number; oldest: number }
  /** What is said first on each connection, to one that speaks version `v`. */
  greeting(v: number): Frame
  /** The other end has said this. */
  receive(text: string): void
  /** The socket, if there is one, is let go of: what was asked over it is not answered any more. */
  dropped(): void
  changed(status: LineStatus): void
  /** A number in [0, 1), for the jitter. */
  random?: () => number
}

/**
 * A socket that stays connected, whatever is spoken over it: greets, notices when it is dead, and
 * comes back after every loss until it is stopped or the other end has closed it for good.
 */
export class Line<Frame = unknown> {
  readonly #options: LineOptions<Frame>
  readonly #heartbeat: Heartbeat
  readonly #budget = new RetryBudget()
  #socket: SocketLike | undefined
  #status: LineStatus = { phase: 'ended', code: CLOSE.normal, reason: '' }
  #v: number
  #attempt = 0
  /** Undefined while it is not live. */
  #liveSince: number | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: LineOptions<Frame>) {
    this.#options = options
    this.#v = options.versions.newest
    this.#heartbeat = new Heartbeat({
      ping: () => this.#socket?.send('ping'),
      dead: () => this.lost(),
    })
  }

  get status(): LineStatus {
    return this.#status
  }

  /** Connects, and stays connected until `stop` or a final close. */
  start(): void {
    if (this.#status.phase !== 'ended') return
    this.#attempt = 0
    this.connect()
  }

  stop(): void {
    this.#drop()
    this.#setStatus({ phase: 'ended', code: CLOSE.normal, reason: 'stopped' })
  }

  /**
   * The network or the page is back: do not wait for a timer, and doubt the socket we have. Asked for
   * too often, it waits for the timer after all.
   */
  wake(): void {
    if (this.#status.phase === 'waiting') {
      if (this.#budget.wait(Date.now()) === 0) this.connect()
    } else if (this.#heartbeat.hasSlept) this.lost()
    else this.doubt()
  }

  /** The network says that it is gone, which it may be wrong about: asks the socket. */
  doubt(): void {
    if (this.#status.phase !== 'ended') this.#heartbeat.probe()
  }

  /** Says this, if there is anybody to say it to. */
  send(frame: Frame): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  /** The other end has answered the greeting. */
  welcomed(): void {
    clearTimeout(this.#timer)
    this.#heartbeat.start()
  }

  /** Everything is here: from now on the line may prove to be a stable one. */
  live(): void {
    // Whoever was told what came with it may have stopped the line.
    if (this.#socket === undefined) return
    this.#liveSince = Date.now()
    this.#setStatus({ phase: 'live' })
  }

  /** Something is still to come: until it is `live`, its loss is one more failed attempt. */
  behind(): void {
    this.#liveSince = undefined
  }

  /** Opens a socket at once, in place of the one there is. */
  connect(): void {
    this.#drop()
    this.#budget.spend(Date.now())
    this.#setStatus({ phase: 'connecting' })
    const socket = this.#opened()
    if (socket === undefined) {
      this.lost()
      return
    }
    this.#socket = socket
    socket.onopen = () => this.send(this.#options.greeting(this.#v))
    socket.onmessage = event => this.#heard(event.data)
    socket.onclose = event => this.lost(event.code, event.reason)
    socket.onerror = () => {}
    this.#timer = setTimeout(() => this.lost(), WELCOME_TIMEOUT_MS)
  }

  /** The socket is closed, or as good as that: the next is opened in a while. */
  lost(code: number = CLOSE.normal, reason = ''): void {
    if (this.#status.phase === 'ended') return
    const attempt = this.#isStable ? 0 : this.#attempt
    this.#drop()
    if (code === CLOSE.version && this.#v > this.#options.versions.oldest) this.#v -= 1
    else if (isFinalClose(code)) {
      this.#setStatus({ phase: 'ended', code, reason })
      return
    }
    this.#attempt = attempt + 1
    const now = Date.now()
    const wait = Math.max(this.#delay(code, attempt), this.#budget.wait(now))
    this.#timer = setTimeout(() => this.connect(), wait)
    this.#setStatus({ phase: 'waiting', code, retryAt: now + wait, attempt })
  }

  /** A browser may refuse to open one at all, by policy or for want of memory. */
  #opened(): SocketLike | undefined {
    try {
      return this.#options.open()
    } catch {
      return undefined
    }
  }

  #heard(data: unknown): void {
    this.#heartbeat.heard()
    if (typeof data === 'string' && data !== 'pong') this.#options.receive(data)
  }

  get #isStable(): boolean {
    return this.#liveSince !== undefined && Date.now() - this.#liveSince >= STABLE_AFTER_MS
  }

  /** A restart cuts off everybody at once: they spread wider than after losses of their own. */
  #delay(code: number, attempt: number): number {
    const random = this.#options.random ?? Math.random
    const delay = backoff(attempt, random())
    return code === CLOSE.restart ? Math.max(delay, random() * RESTART_SPREAD_MS) : delay
  }

  /** Lets go of the socket without waiting for its close, which may take minutes on a dead line. */
  #drop(): void {
    clearTimeout(this.#timer)
    this.#heartbeat.stop()
    this.#liveSince = undefined
    this.#options.dropped()
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

  #setStatus(status: LineStatus): void {
    this.#status = status
    this.#options.changed(status)
  }
}
