import { NeonDbError, neon, neonConfig } from '@neondatabase/serverless'
import { DrizzleQueryError, sql } from 'drizzle-orm'
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'
import { Unavailable } from '../unavailable.ts'

export type Database = NeonHttpDatabase

/** Milliseconds one round trip may take; the driver itself would wait for ever. */
export const QUERY_TIMEOUT_MS = 8_000

/**
 * Postgres over Neon's HTTP protocol. Opening does not connect.
 * @param at `DATABASE_HTTP_URL` is where the host of `DATABASE_URL` answers, if not where Neon's
 * own hosts do.
 */
export function openDatabase(at: {
  DATABASE_URL: string
  DATABASE_HTTP_URL?: string | undefined
}): Database {
  if (at.DATABASE_HTTP_URL !== undefined) {
    const { hostname, port } = new URL(at.DATABASE_URL)
    endpoints.set(`${hostname}:${port}`, at.DATABASE_HTTP_URL)
  }
  return drizzle({ client: neon(at.DATABASE_URL) })
}

// The driver takes both of these for all connections at once, so they are set once and look up
// what differs.
const endpoints = new Map<string, string>()
const usual = neonConfig.fetchEndpoint
neonConfig.fetchEndpoint = (host, port, options) => {
  const known = endpoints.get(`${host}:${port}`)
  if (known !== undefined) return known
  return typeof usual === 'function' ? usual(host, port, options) : usual
}
neonConfig.fetchFunction = fetchInTime

/** `AbortSignal.timeout` would keep a room awake, and billed, until it fires: this timer is ended. */
async function fetchInTime(url: string, init: RequestInit): Promise<Response> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), QUERY_TIMEOUT_MS)
  try {
    const response = await fetch(url, { ...init, signal: controller.signal })
    return new Response(await response.arrayBuffer(), response)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Runs one query or batch. Every `then` of a query object runs it again: give it here and nowhere
 * else.
 * @throws Unavailable when Postgres does not answer, or says that it cannot now
 * @throws UniqueViolation when a unique index refuses the row
 * @throws QueryFailed for the rest, which is a bug
 */
export async function run<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    // Drizzle's own message repeats the statement and its values: password hashes, addresses.
    throw translate(error instanceof DrizzleQueryError ? error.cause : error)
  }
}

/** A unique index refused the row. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation'
  readonly index: string

  constructor(index: string) {
    super(`The index ${index} holds this value already.`)
    this.index = index
  }
}

/** Postgres refused the statement: SQLSTATE and nothing of the statement's values. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed'
  readonly sqlstate: string

  constructor(error: NeonDbError, sqlstate: string) {
    super(`SQLSTATE ${sqlstate} ${error.table ?? ''} ${error.constraint ?? ''}`.trim())
    this.sqlstate = sqlstate
  }
}

function translate(error: unknown): Error {
  const sqlstate = error instanceof NeonDbError ? error.code : undefined
  if (!(error instanceof NeonDbError) || sqlstate === undefined) {
    return new Unavailable('postgres', error instanceof Error ? error.name : 'unknown')
  }
  if (sqlstate === '23505') return new UniqueViolation(error.constraint ?? '')
  if (PASSING.test(sqlstate)) return new Unavailable('postgres', `SQLSTATE ${sqlstate}`)
  return new QueryFailed(error, sqlstate)
}
// Connection lost, serialisation failure and deadlock, out of resources, shutting down
// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
const PASSING = /^(08|40001|40P01|53|57P0)/

/** Asks Postgres for nothing at all. @throws Unavailable */
export async function ping(db: Database): Promise<void> {
  await run(db.execute(sql`select 1`))
}
