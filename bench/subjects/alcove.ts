import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { forkPlatform, type PlatformChild } from '../../dev/platform-child.ts'
import type { Addresses } from '../../dev/platform-message.ts'
import { roomAnswerSchema } from '../../protocol/rest.ts'
import { Runtime } from '../../test/support/runtime.ts'
import { csrfToken } from '../../worker/auth/csrf.ts'
import { signToken } from '../../worker/auth/token.ts'
import type { Seat, Subject } from './subject.ts'

/** So many that nobody is refused, while every message is counted against it. */
const SENDS_PER_SECOND = '10000'
const SIGN_IN_LIMIT = '1000000'
const SIGN_INS_PER_MINUTE = '1000000'
/** Milliseconds that the sign-ins of a bench last. */
const SESSION_MS = 3_600_000
/** People who join rooms at the same time while nothing is measured. */
const JOINS_AT_ONCE = 16

/** The databases under it; a part that is not named is embedded. */
export interface Below {
  postgresUrl?: string
  redisUrl?: string
}

/** What is run, and what is otherwise than a deployment has it. */
export interface Setting {
  /** The build of the Worker. */
  script: string
  variables?: Record<string, string>
  /** Where the runtime's inspector listens, for a profile. */
  inspectorPort?: number
}

interface Person {
  id: string
  cookie: string
}

/** The token of a session, as a request to change something says it again. */
function csrfOf(cookie: string): string {
  return /csrf=([\w-]+)/.exec(cookie)?.[1] ?? ''
}

/** The built Worker and its rooms under Miniflare, storage on disk, everything switched on. */
export class Alcove implements Subject {
  readonly name = 'alcove'
  readonly runtime: Runtime
  readonly platform: PlatformChild
  readonly #data: string
  readonly #secret: string

  private constructor(runtime: Runtime, platform: PlatformChild, data: string, secret: string) {
    this.runtime = runtime
    this.platform = platform
    this.#data = data
    this.#secret = secret
  }

  static async start(below: Below, options: Setting): Promise<Alcove> {
    const { script, variables = {}, inspectorPort } = options
    const platform = await forkPlatform(
      {},
      {
        ...process.env,
        ...(below.postgresUrl && { POSTGRES_URL: below.postgresUrl }),
        ...(below.redisUrl && { REDIS_URL: below.redisUrl }),
      },
    )
    const data = await mkdtemp(join(tmpdir(), 'alcove-bench-'))
    const secret = randomBytes(32).toString('hex')
    const all = { ...settings(platform, secret), ...variables }
    const runtime = await Runtime.start(data, all, script, inspectorPort)
    return new Alcove(runtime, platform, data, secret)
  }

  async seats(rooms: number, perRoom: number): Promise<Seat[]> {
    const people = await this.#people(rooms * perRoom)
    const seats: Seat[] = []
    for (let first = 0; first < people.length; first += perRoom)
      seats.push(...(await this.#furnish(people.slice(first, first + perRoom))))
    return seats
  }

  async pids(): Promise<number[]> {
    const memory = await this.runtime.memory()
    return memory === undefined ? [] : [memory.pid]
  }

  async close(): Promise<void> {
    await this.runtime.kill()
    await this.platform.close()
    await rm(this.#data, { recursive: true, force: true })
  }

  /** @throws Error with the answer when it is not a success */
  async call(person: Pick<Person, 'cookie'>, method: string, path: string, body?: unknown) {
    const response = await fetch(this.runtime.url + path, {
      method,
      headers: {
        origin: this.runtime.url,
        cookie: person.cookie,
        'x-csrf-token': csrfOf(person.cookie),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }

  async #furnish(people: readonly Person[]): Promise<Seat[]> {
    const [owner, ...others] = people
    if (owner === undefined) return []
    const name = `bench ${randomUUID()}`
    const made = await this.call(owner, 'POST', '/api/rooms', { name })
    const { id } = roomAnswerSchema.parse(await made.json()).room
    for (let first = 0; first < others.length; first += JOINS_AT_ONCE)
      await Promise.all(
        others
          .slice(first, first + JOINS_AT_ONCE)
          .map(person => this.call(person, 'POST', `/api/rooms/${id}/join`)),
      )
    const url = `${this.runtime.url.replace('http', 'ws')}/api/rooms/${id}/socket`
    return people.map(({ cookie }) => ({
      url,
      headers: { cookie, origin: this.runtime.url },
      room: id,
    }))
  }

  /** Accounts and sign-ins as the Worker would have written them, without a password to hash for each. */
  async #people(count: number): Promise<Person[]> {
    const now = Date.now()
    const expiresAt = now + SESSION_MS
    const batch = randomBytes(4).toString('hex')
    const rows = Array.from({ length: count }, (_, index) => ({
      account: randomUUID(),
      session: randomUUID(),
      username: `p${batch}-${index}`,
    }))
    const database = new Client(this.platform.databaseUrl)
    await database.connect()
    const all = JSON.stringify(rows)
    await database.query(
      `insert into accounts (id, username, username_key, display_name, password_hash)
       select account, username, username, username, 'nobody signs in with it'
       from jsonb_to_recordset($1::jsonb) as r (account uuid, session uuid, username text)`,
      [all],
    )
    await database.query(
      `insert into sessions (id, account_id, expires_at)
       select session, account, $2::timestamptz
       from jsonb_to_recordset($1::jsonb) as r (account uuid, session uuid, username text)`,
      [all, new Date(expiresAt)],
    )
    await database.end()
    return await Promise.all(
      rows.map(async ({ account, session }) => {
        const claims = { accountId: account, sessionId: session, expiresAt }
        const access = await signToken(claims, [this.#secret], now)
        const csrf = csrfToken([this.#secret], session)
        return { id: account, cookie: `sid=${access}; csrf=${csrf}` }
      }),
    )
  }
}

function settings(platform: Addresses, secret: string): Record<string, string> {
  return {
    ENVIRONMENT: 'development',
    DATABASE_URL: platform.databaseUrl,
    ...(platform.databaseHttpUrl && { DATABASE_HTTP_URL: platform.databaseHttpUrl }),
    UPSTASH_REDIS_REST_URL: platform.redisUrl,
    UPSTASH_REDIS_REST_TOKEN: platform.redisToken,
    HASHING_URL: platform.hashingUrl,
    JWT_SECRET: secret,
    PASSWORD_PEPPER: randomBytes(16).toString('hex'),
    SENDS_PER_SECOND,
    SIGN_IN_LIMIT,
    SIGN_INS_PER_MINUTE,
  }
}
