import type { Redis } from '@upstash/redis/cloudflare'
import { Gate } from './domain/gate.ts'
import type { Hashing } from './domain/password.ts'
import type { Env } from './env.ts'
import { scryptOf } from './hashing/elsewhere.ts'
import { ObjectTallies } from './limits/object-tallies.ts'
import { RedisTallies } from './limits/redis-tallies.ts'
import { SignInGuard } from './limits/sign-in-guard.ts'
import { SteadyTallies } from './limits/steady-tallies.ts'
import type { Tallies } from './limits/tallies.ts'
import { Outside } from './previews/outside.ts'
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
  /** Counts how often something was asked for, also while Redis is away. */
  tallies: Tallies
  /** What guessing at passwords and codes is bounded by. */
  signIns: SignInGuard
  /** Who may hash a password at the same time as others. */
  hashing: Gate
  /** How passwords are hashed. */
  passwords: Hashing
  /** Other people's sites. */
  outside: Outside
  /** Milliseconds since 1970. */
  now: () => number
}

/** The parts of one environment, put together once. */
export function assemble(env: Env): Parts {
  const known = assembled.get(env)
  if (known !== undefined) return known
  const now = () => Date.now()
  const redis = openRedis(env, HURRIED_MS)
  const tallies = new SteadyTallies(new RedisTallies(redis), new ObjectTallies(env.TALLIES), now)
  const parts = {
    env,
    db: openDatabase(env),
    redis,
    patientRedis: openRedis(env, PATIENT_MS),
    tallies,
    signIns: new SignInGuard(tallies, env),
    hashing: new Gate(HASHING_MAX, HASHING_LEASE_MS),
    passwords: { pepper: env.PASSWORD_PEPPER, scrypt: scryptOf(env) },
    outside: new Outside(env, tallies),
    now,
  }
  assembled.set(env, parts)
  return parts
}
const assembled = new WeakMap<Env, Parts>()

/** Sign-ins in progress: more, and the last would wait longer than anybody does. */
const HASHING_MAX = 8
/** Milliseconds after which a sign-in is given up for lost: longer than its time-outs together. */
const HASHING_LEASE_MS = 60_000

/** What Hono carries: the parts as bindings, and what the middleware found out. */
export interface Served {
  Bindings: Parts
  Variables: { requestId: string }
}
