import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neon, neonConfig } from '@neondatabase/serverless'
import { forkPlatform, type PlatformChild } from '../../dev/platform-child.ts'
import { Runtime } from '../support/runtime.ts'
import { platformEnv } from '../support/servers.ts'
import { variablesFor } from '../support/variables.ts'
import { Visitor } from '../support/visitor.ts'
import type { Fact } from './checker/history.ts'
import { HttpProxy } from './proxies/http-proxy.ts'
import { SocketProxy } from './proxies/socket-proxy.ts'
import { Scene } from './scene.ts'
import type { Seed } from './seed.ts'

// The driver takes one endpoint for all: each world's is told by the port of its Postgres.
const endpoints = new Map<string, string>()
neonConfig.fetchEndpoint = (_, port) => endpoints.get(String(port)) ?? ''

export interface WorldOptions {
  seed: Seed
  /** The built script; the deployment's own when left out. */
  script?: string
  variables?: Record<string, string>
}

/**
 * All of Alcove but the page, on real parts: the built Worker in a runtime that can be killed, and
 * proxies in front of Postgres, Redis, who hashes and its sockets.
 */
export class World {
  readonly seed: Seed
  readonly postgres: HttpProxy
  readonly redis: HttpProxy
  readonly hashing: HttpProxy
  readonly sockets: SocketProxy
  readonly runtime: Runtime
  readonly operatorToken: string
  readonly #platform: PlatformChild
  readonly #data: string
  #people = 0

  private constructor(parts: {
    seed: Seed
    postgres: HttpProxy
    redis: HttpProxy
    hashing: HttpProxy
    sockets: SocketProxy
    runtime: Runtime
    operatorToken: string
    platform: PlatformChild
    data: string
  }) {
    this.seed = parts.seed
    this.postgres = parts.postgres
    this.redis = parts.redis
    this.hashing = parts.hashing
    this.sockets = parts.sockets
    this.runtime = parts.runtime
    this.operatorToken = parts.operatorToken
    this.#platform = parts.platform
    this.#data = parts.data
  }

  static async start({ seed, script, variables = {} }: WorldOptions): Promise<World> {
    const data = await mkdtemp(join(tmpdir(), 'alcove-faults-'))
    const platform = await forkPlatform({}, platformEnv())
    const postgres = await HttpProxy.start(platform.databaseHttpUrl ?? '', seed)
    const redis = await HttpProxy.start(platform.redisUrl, seed)
    const hashing = await HttpProxy.start(platform.hashingUrl, seed)
    endpoints.set(new URL(platform.databaseUrl).port, platform.databaseHttpUrl ?? '')
    const proxies = { databaseHttpUrl: postgres.url, redisUrl: redis.url, hashingUrl: hashing.url }
    const settings = { ...variablesFor({ ...platform, ...proxies }), ...variables }
    const runtime = await Runtime.start(data, settings, script)
    const sockets = await SocketProxy.start(runtime.url, seed)
    const operatorToken = settings.OPERATOR_TOKEN ?? ''
    const servers = { postgres, redis, hashing, sockets, runtime, platform }
    return new World({ seed, ...servers, operatorToken, data })
  }

  async end(): Promise<void> {
    await this.sockets.close()
    await this.runtime.kill()
    await Promise.all([this.postgres.close(), this.redis.close(), this.hashing.close()])
    await this.#platform.close()
    await rm(this.#data, { recursive: true, force: true })
  }

  /** Nothing is wrong any more. */
  heal(): void {
    this.postgres.heal()
    this.redis.heal()
    this.hashing.heal()
    this.sockets.heal()
  }

  /** Somebody with an account. */
  async visitor(name: string): Promise<Visitor> {
    this.#people += 1
    const username = `${name.toLowerCase()}-${this.#people}-${process.pid}`
    return await new Visitor(this.runtime.url, this.sockets.url).register(username)
  }

  /** A room of somebody's, to which others have come. */
  async scene(name: string, owner: Visitor, ...guests: Visitor[]): Promise<Scene> {
    const roomId = await owner.createRoom(`${name} ${crypto.randomUUID()}`)
    const scene = new Scene(this, roomId, owner)
    for (const guest of guests) await scene.admit(guest)
    return scene
  }

  /** What Postgres keeps of a room, asked past the proxy. */
  async stored(roomId: string): Promise<Fact[]> {
    const rows = await neon(this.#platform.databaseUrl)`
      select e.event, m.body as said, m.cid as named
      from events e left join messages m on m.room_id = e.room_id and m.seq = e.seq
      where e.room_id = ${roomId}`
    return rows.map(row => {
      const { seq, id, type, by, cid, body, member } = row.event
      // A message is kept twice over: where both places do not agree, it counts as altered.
      const isSame = row.said === (body ?? null) && row.named === (cid ?? null)
      const said = cid === undefined ? {} : { cid, body: isSame ? body : `${body} / ${row.said}` }
      return { seq, id, type, by, ...said, ...(member && { member: member.id }) }
    })
  }

  /** The newest seq of each room in Postgres. */
  async carried(): Promise<Map<string, number>> {
    const rows = await neon(this.#platform.databaseUrl)`
      select room_id, max(seq)::int as head from events group by room_id`
    return new Map(rows.map(row => [String(row.room_id), Number(row.head)]))
  }
}
