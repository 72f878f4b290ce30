import {
  FRAMES_BURST,
  FRAMES_PER_SECOND,
  WATCH_BURST,
  WATCH_PEOPLE_BURST,
  WATCH_PEOPLE_PER_SECOND,
  WATCH_PER_SECOND,
} from '../../protocol/limits.ts'
import { type Bucket, type Rate, take } from '../domain/token-bucket.ts'

const FRAMES: Rate = { burst: FRAMES_BURST, perSecond: FRAMES_PER_SECOND }
const WATCHES: Rate = { burst: WATCH_BURST, perSecond: WATCH_PER_SECOND }
const PEOPLE: Rate = { burst: WATCH_PEOPLE_BURST, perSecond: WATCH_PEOPLE_PER_SECOND }

/** Token buckets: frames for each socket, and who is watched over all of them. In memory alone, as those of rooms. */
export class Limiter {
  readonly #frames = new WeakMap<WebSocket, Bucket>()
  #watches: Bucket | undefined
  #people: Bucket | undefined

  /** @returns whether the socket may send one more frame */
  frame(socket: WebSocket, now: number): boolean {
    const [bucket, wait] = take(this.#frames.get(socket), FRAMES, now)
    this.#frames.set(socket, bucket)
    return wait === 0
  }

  /**
   * @param people of how many nobody here knows yet
   * @returns milliseconds to wait before others may be watched; 0 when this time is paid for
   */
  watch(people: number, now: number): number {
    const [watches, wait] = take(this.#watches, WATCHES, now)
    this.#watches = watches
    if (wait > 0) return wait
    const [left, waitForPeople] = take(this.#people, PEOPLE, now, people)
    this.#people = left
    return waitForPeople
  }
}
