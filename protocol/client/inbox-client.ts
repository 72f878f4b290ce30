import { decodeInboxFrame } from '../codec.ts'
import type { InboxClientFrame, InboxFrame, Standing } from '../inbox-frames.ts'
import { INBOX_VERSION, WATCHED_MAX } from '../limits.ts'
import { Line } from './line.ts'
import type { SocketLike } from './socket.ts'
import type { LineStatus } from './status.ts'

/** Milliseconds in which changes of who is watched are gathered into one frame. */
export const WATCH_GATHER_MS = 200
/** Milliseconds after which what could not be had is asked for again, at most; at first it is as the inbox says. */
export const WATCH_RETRY_MAX_MS = 5 * 60_000

export interface InboxHandlers {
  /** Some people, as they are there now. */
  onPeople(people: readonly Standing[]): void
  onStatus?(status: LineStatus): void
}

export interface InboxClientOptions {
  /** Opens a socket to the inbox. */
  open(): SocketLike
  handlers: InboxHandlers
  /** A number in [0, 1), for the jitter. */
  random?: () => number
}

/**
 * One person's line to their inbox: stays connected, says whether they are at this device, and of whom they want to
 * know how those are there. All of it is said again on each connection.
 */
export class InboxClient {
  readonly #handlers: InboxHandlers
  readonly #line: Line<InboxClientFrame>
  #isLive = false
  #isAway = false
  /** What the inbox was told of it. */
  #saidAway = false
  #watched: readonly string[] = []
  /** Times that not everybody could be asked, since who is watched changed. */
  #failures = 0
  readonly #random: () => number
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ open, handlers, random }: InboxClientOptions) {
    this.#handlers = handlers
    this.#random = random ?? Math.random
    this.#line = new Line<InboxClientFrame>({
      open,
      versions: { newest: INBOX_VERSION, oldest: INBOX_VERSION },
      greeting: v => {
        this.#saidAway = this.#isAway
        return { type: 'hello', v, ...(this.#isAway && { away: true }) }
      },
      receive: text => this.#receive(text),
      dropped: () => this.#dropped(),
      changed: status => handlers.onStatus?.(status),
      ...(random && { random }),
    })
  }

  start(): void {
    this.#line.start()
  }

  stop(): void {
    this.#line.stop()
  }

  /** The network or the page is back. */
  wake(): void {
    this.#line.wake()
  }

  /** The network says that it is gone, which it may be wrong about. */
  doubt(): void {
    this.#line.doubt()
  }

  /** The person has turned away from this device, or is back at it. */
  setAway(isAway: boolean): void {
    this.#isAway = isAway
    this.#sayAway()
  }

  /** From now on these are watched: the first WATCHED_MAX of them, and nobody else. */
  watch(ids: readonly string[]): void {
    const watched = ids.slice(0, WATCHED_MAX)
    const before = new Set(this.#watched)
    if (watched.length === before.size && watched.every(id => before.has(id))) return
    this.#watched = watched
    this.watchAgain()
  }

  /** What may be known of them may be different: they are asked anew. */
  watchAgain(): void {
    this.#failures = 0
    this.#watchIn(WATCH_GATHER_MS)
  }

  #receive(text: string): void {
    let frame: InboxFrame | undefined
    try {
      frame = decodeInboxFrame(text)
    } catch {
      this.#line.lost()
    }
    if (frame !== undefined) this.#take(frame)
  }

  #take(frame: InboxFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#line.welcomed()
        this.#isLive = true
        this.#sayAway()
        if (this.#watched.length > 0) this.#watchIn(0)
        this.#line.live()
        break
      case 'live':
        if (frame.people.length >= this.#watched.length) this.#failures = 0
        this.#handlers.onPeople(frame.people)
        break
      case 'error':
        // Not everybody could be asked, or too often: what was asked for is asked for again.
        if (frame.retryAfter !== undefined) this.#watchIn(this.#delay(frame.retryAfter))
        break
      default:
        frame satisfies never
    }
  }

  #sayAway(): void {
    if (!this.#isLive || this.#saidAway === this.#isAway) return
    this.#saidAway = this.#isAway
    this.#line.send({ type: 'presence', away: this.#isAway })
  }

  /** Twice as long each time, and anything up to as much again, so that not all who failed together ask together. */
  #delay(retryAfter: number): number {
    const delay = Math.min(retryAfter * 2 ** this.#failures, WATCH_RETRY_MAX_MS)
    this.#failures += 1
    return delay * (1 + this.#random())
  }

  #watchIn(ms: number): void {
    if (!this.#isLive) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#line.send({ type: 'watch', ids: [...this.#watched] })
    }, ms)
  }

  #dropped(): void {
    this.#isLive = false
    this.#failures = 0
    clearTimeout(this.#timer)
  }
}
