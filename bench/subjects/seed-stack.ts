import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { invite, type Member, PASSWORD } from './seed-stack/people.ts'
import { COOKIE, Sessions } from './seed-stack/session.ts'
import type { Settings } from './seed-stack/settings.ts'
import { ServerProcess } from './server-process.ts'
import type { Seat, Subject } from './subject.ts'

export interface SeedStackOptions {
  postgresUrl: string
  redisUrl: string
  /** Messages a minute and socket. A bench is not refused, but every message is counted. */
  rateLimit?: number
}

const GENEROUS = 1_000_000_000

/** Express, Socket.IO, Redis and Postgres: the stack that most chats are built on. */
export async function startSeedStack(options: SeedStackOptions): Promise<SeedStack> {
  const { postgresUrl, redisUrl, rateLimit = GENEROUS } = options
  const secret = randomBytes(32).toString('hex')
  const settings: Settings = { postgresUrl, redisUrl, rateLimit, secret }
  const script = join(import.meta.dirname, 'seed-stack/server.ts')
  const server = await ServerProcess.start(script, settings)
  return new SeedStack(server, new Sessions(secret), postgresUrl)
}

export interface Credentials {
  username: string
  password: string
}

export class SeedStack implements Subject {
  readonly name = 'seed-stack'
  readonly httpUrl: string
  readonly databaseUrl: string
  readonly #server: ServerProcess
  readonly #sessions: Sessions

  constructor(server: ServerProcess, sessions: Sessions, databaseUrl: string) {
    this.httpUrl = `http://127.0.0.1:${server.port}`
    this.databaseUrl = databaseUrl
    this.#server = server
    this.#sessions = sessions
  }

  async seats(rooms: number, perRoom: number): Promise<Seat[]> {
    const members = await invite(this.databaseUrl, rooms, perRoom)
    return Promise.all(members.map(member => this.#seat(member)))
  }

  /** New people who are not signed in yet. */
  async accounts(count: number): Promise<Credentials[]> {
    const members = await invite(this.databaseUrl, 1, count)
    return members.map(({ name }) => ({ username: name, password: PASSWORD }))
  }

  async pids(): Promise<number[]> {
    return [this.#server.pid]
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  async #seat({ id, name, roomId }: Member): Promise<Seat> {
    const token = await this.#sessions.sign({ id, name })
    return {
      url: `ws://127.0.0.1:${this.#server.port}/socket.io/?EIO=4&transport=websocket`,
      headers: { cookie: `${COOKIE}=${token}`, origin: this.httpUrl },
      room: roomId,
    }
  }
}
