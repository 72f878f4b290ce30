import type { Redis } from 'ioredis'
import type { User } from './session.ts'

export interface Present extends User {
  ts: number
}

/** Who is in a room, for all servers together: a hash a room, a field a socket. */
export class Presence {
  readonly #redis: Redis

  constructor(redis: Redis) {
    this.#redis = redis
  }

  async enter(roomId: string, socketId: string, user: User): Promise<void> {
    const present: Present = { ...user, ts: Date.now() }
    await this.#redis.hset(keyOf(roomId), socketId, JSON.stringify(present))
  }

  async leave(roomId: string, socketId: string): Promise<void> {
    await this.#redis.hdel(keyOf(roomId), socketId)
  }

  async of(roomId: string): Promise<Present[]> {
    const values = await this.#redis.hvals(keyOf(roomId))
    return values.map(value => JSON.parse(value))
  }
}

function keyOf(roomId: string): string {
  return `presence:room:${roomId}`
}
