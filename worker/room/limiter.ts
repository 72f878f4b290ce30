import {
  CHANGES_BURST,
  CHANGES_PER_SECOND,
  FRAMES_BURST,
  FRAMES_PER_SECOND,
  PAGES_BURST,
  PAGES_PER_SECOND,
  SEND_BURST,
  SEND_PER_SECOND,
  TYPING_BURST,
  TYPING_PER_SECOND,
} from '../../protocol/limits.ts'
import { type Bucket, type Rate, refillTime, take } from '../domain/token-bucket.ts'

const PAGES: Rate = { burst: PAGES_BURST, perSecond: PAGES_PER_SECOND }
const CHANGES: Rate = { burst: CHANGES_BURST, perSecond: CHANGES_PER_SECOND }
const TYPING: Rate = { burst: TYPING_BURST, perSecond: TYPING_PER_SECOND }
const FRAMES: Rate = { burst: FRAMES_BURST, perSecond: FRAMES_PER_SECOND }
/** Seconds of sending that one may do at once. */
const SEND_BURST_SECONDS = SEND_BURST / SEND_PER_SECOND
/** Frames a socket may bring for each message its user may send. */
const FRAMES_PER_SEND = 2

/**
 * Token buckets: what each user does over all their sockets, frames for each socket. They live in
 * memory alone, as most refill in seconds and the object sleeps only after ten quiet ones.
 */
export class Limiter {
  readonly #sends: Buckets
  readonly #pages = new Buckets(PAGES)
  readonly #changes = new Buckets(CHANGES)
  readonly #typing = new Buckets(TYPING)
  readonly #frames = new WeakMap<WebSocket, Bucket>()
  readonly #frameRate: Rate

  /** @param sendsPerSecond messages that a user may go on sending */
  constructor(sendsPerSecond: number) {
    this.#sends = new Buckets(rateOf(sendsPerSecond))
    const frames = rateOf(sendsPerSecond * FRAMES_PER_SEND)
    this.#frameRate = frames.perSecond > FRAMES.perSecond ? frames : FRAMES
  }

  /** @returns milliseconds to wait before the user may send; 0 when this send is paid for */
  send(userId: string, now: number): number {
    return this.#sends.take(userId, now)
  }

  /** @returns the same for a page of older events, which costs the room more than a message */
  page(userId: string, now: number): number {
    return this.#pages.take(userId, now)
  }

  /** @returns the same for a change of who belongs */
  change(userId: string, now: number): number {
    return this.#changes.take(userId, now)
  }

  /** @returns the same for saying that one is writing */
  typing(userId: string, now: number): number {
    return this.#typing.take(userId, now)
  }

  /** @returns whether the socket may send one more frame */
  frame(socket: WebSocket, now: number): boolean {
    const [bucket, wait] = take(this.#frames.get(socket), this.#frameRate, now)
    this.#frames.set(socket, bucket)
    return wait === 0
  }
}

function rateOf(perSecond: number): Rate {
  return { burst: perSecond * SEND_BURST_SECONDS, perSecond }
}

/** One rate, and a bucket for each user. */
class Buckets {
  readonly #rate: Rate
  #byUser = new Map<string, Bucket>()
  #sweepAt = 0

  constructor(rate: Rate) {
    this.#rate = rate
  }

  take(userId: string, now: number): number {
    this.#sweep(now)
    const [bucket, wait] = take(this.#byUser.get(userId), this.#rate, now)
    this.#byUser.set(userId, bucket)
    return wait
  }

  /** Forgets full buckets once a refill time, so that the map holds recent users only. */
  #sweep(now: number): void {
    if (now < this.#sweepAt) return
    const recent = now - refillTime(this.#rate)
    this.#byUser = new Map([...this.#byUser].filter(([, bucket]) => bucket.at > recent))
    this.#sweepAt = now + refillTime(this.#rate)
  }
}
