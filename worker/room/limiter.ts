import {
  FRAMES_BURST,
  FRAMES_PER_SECOND,
  SEND_BURST,
  SEND_PER_SECOND,
} from '../../protocol/limits.ts'
import { type Bucket, type Rate, refillTime, take } from '../domain/token-bucket.ts'

const SENDS: Rate = { burst: SEND_BURST, perSecond: SEND_PER_SECOND }
const FRAMES: Rate = { burst: FRAMES_BURST, perSecond: FRAMES_PER_SECOND }

/**
 * Token buckets: sends for each user over all their sockets, frames for each socket. They live in
 * memory alone, as a bucket refills in seconds and the object sleeps only after ten quiet ones.
 */
export class Limiter {
  #sends = new Map<string, Bucket>()
  readonly #frames = new WeakMap<WebSocket, Bucket>()
  #sweepAt = 0

  /** @returns milliseconds to wait before the user may send; 0 when this send is paid for */
  send(userId: string, now: number): number {
    this.#sweep(now)
    const [bucket, wait] = take(this.#sends.get(userId), SENDS, now)
    this.#sends.set(userId, bucket)
    return wait
  }

  /** @returns whether the socket may send one more frame */
  frame(socket: WebSocket, now: number): boolean {
    const [bucket, wait] = take(this.#frames.get(socket), FRAMES, now)
    this.#frames.set(socket, bucket)
    return wait === 0
  }

  /** Forgets full buckets once a refill time, so that the map holds recent senders only. */
  #sweep(now: number): void {
    if (now < this.#sweepAt) return
    const recent = now - refillTime(SENDS)
    this.#sends = new Map([...this.#sends].filter(([, bucket]) => bucket.at > recent))
    this.#sweepAt = now + refillTime(SENDS)
  }
}
