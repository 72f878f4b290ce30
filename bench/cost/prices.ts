/** One line of a vendor's price list. */
export interface Price {
  what: string
  /** How many of `unit` the paid plan includes a month. */
  included: number
  /** Dollars for one of `unit` beyond that. */
  dollars: number
  unit: string
  source: string
  /** The day the page carries, or the day it was read where it carries none. */
  dated: string
}

const MILLION = 1_000_000
const WORKERS = 'https://developers.cloudflare.com/workers/platform/pricing/'
const OBJECTS = 'https://developers.cloudflare.com/durable-objects/platform/pricing/'
const NEON = 'https://neon.com/docs/introduction/plans'
const UPSTASH = 'https://upstash.com/pricing/redis'
/** Cloudflare's pages carry no date: read then. */
const READ = '2026-11-21'

/** Dollars a month for Workers Paid, whatever is used. */
export const BASE_DOLLARS = 5

/**
 * What is billed by the piece. Neon's and Upstash's free plans are not here: leaving one pays for
 * all, so nothing is subtracted (bill.ts).
 */
export const PRICES = {
  workerRequests: {
    what: 'Worker requests',
    included: 10 * MILLION,
    dollars: 0.3 / MILLION,
    unit: 'request',
    source: WORKERS,
    dated: READ,
  },
  workerCpuMs: {
    what: 'Worker CPU',
    included: 30 * MILLION,
    dollars: 0.02 / MILLION,
    unit: 'ms',
    source: WORKERS,
    dated: READ,
  },
  objectRequests: {
    what: 'Object requests',
    included: MILLION,
    dollars: 0.15 / MILLION,
    unit: 'request',
    source: OBJECTS,
    dated: READ,
  },
  objectGbSeconds: {
    what: 'Object duration',
    included: 400_000,
    dollars: 12.5 / MILLION,
    unit: 'GB-s',
    source: OBJECTS,
    dated: READ,
  },
  rowsRead: {
    what: 'Rows read',
    included: 25_000 * MILLION,
    dollars: 0.001 / MILLION,
    unit: 'row',
    source: OBJECTS,
    dated: READ,
  },
  rowsWritten: {
    what: 'Rows written',
    included: 50 * MILLION,
    dollars: 1 / MILLION,
    unit: 'row',
    source: OBJECTS,
    dated: READ,
  },
  objectGb: {
    what: 'Object storage',
    included: 5,
    dollars: 0.2,
    unit: 'GB-month',
    source: OBJECTS,
    dated: READ,
  },
  postgresCuHours: {
    what: 'Postgres compute',
    included: 0,
    dollars: 0.106,
    unit: 'CU-hour',
    source: NEON,
    dated: '2026-11-12',
  },
  postgresGb: {
    what: 'Postgres storage',
    included: 0,
    dollars: 0.35,
    unit: 'GB-month',
    source: NEON,
    dated: '2026-11-12',
  },
  redisCommands: {
    what: 'Redis commands',
    included: 0,
    dollars: 0.2 / 100_000,
    unit: 'command',
    source: UPSTASH,
    dated: '2026-11-09',
  },
} as const satisfies Record<string, Price>

export type Meter = keyof typeof PRICES

/**
 * Milliseconds of CPU that the Workers Free plan gives one request; hashing a password takes more,
 * so nobody could sign in.
 */
export const FREE_CPU_MS = 10
/** What the Workers Free plan gives a day (and GB in all). Beyond it, operations fail. */
export const FREE_A_DAY = {
  workerRequests: 100_000,
  objectRequests: 100_000,
  objectGbSeconds: 13_000,
  rowsRead: 5 * MILLION,
  rowsWritten: 100_000,
} as const satisfies Partial<Record<Meter, number>>
export const FREE_OBJECT_GB = 5
/** What Neon's Free plan gives a project a month, and Upstash's a database. */
export const FREE_POSTGRES = { cuHours: 100, gb: 0.5 }
export const FREE_REDIS_COMMANDS = 500_000

/** GB that an object is billed for while it is awake, whatever it holds: 128 MB. */
export const OBJECT_GB = 0.128
/** Messages from sockets that count as one request. Answers, and what the runtime answers, are free. */
export const FRAMES_PER_REQUEST = 20
/** Seconds without an event after which an object is put to sleep. */
export const SLEEP_AFTER_S = 10
/** Seconds without a query after which Neon stops the compute, and its least size. */
export const POSTGRES_SLEEP_AFTER_S = 300
export const POSTGRES_LEAST_CU = 0.25
