import type { Redis } from 'ioredis'

const WINDOW_SECONDS = 60

/** A counter a socket, in windows. */
export class RateLimit {
  readonly #redis: Redis
  readonly #limit: number

  constructor(redis: Redis, limit: number) {
    this.#redis = redis
    this.#limit = limit
  }

  /** Counts one. @returns whether it was one too many */
  async exceeds(socketId: string): Promise<boolean> {
    const key = `ratelimit:${socketId}`
    const count = await this.#redis.incr(key)
    if (count === 1) await this.#redis.expire(key, WINDOW_SECONDS)
    return count > this.#limit
  }
}
