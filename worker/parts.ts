import type { Redis } from '@upstash/redis/cloudflare'
import type { Env } from './env.ts'
import { HURRIED_MS, openRedis, PATIENT_MS } from './redis.ts'
import { type Database, openDatabase } from './store/client.ts'

/** What a request is served with. Nothing here holds a connection, so requests may share it. */
export interface Parts {
  env: Env
  db: Database
  /** Redis where Postgres can answer instead. */
  redis: Redis
  /** Redis where nothing else can. */
  patientRedis: Redis
  /** Milliseconds since 1970. */
  now: () => number
}

/** The parts of one environment, put together once. */
export function assemble(env: Env): Parts {
  const known = assembled.get(env)
  if (known !== undefined) return known
  const parts = {
    env,
    db: openDatabase(env),
    redis: openRedis(env, HURRIED_MS),
    patientRedis: openRedis(env, PATIENT_MS),
    now: () => Date.now(),
  }
  assembled.set(env, parts)
  return parts
}
const assembled = new WeakMap<Env, Parts>()

/** What Hono carries: the parts as bindings, and what the middleware found out. */
export interface Served {
  Bindings: Parts
  Variables: { requestId: string }
}
