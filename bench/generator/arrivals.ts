import { setTimeout } from 'node:timers/promises'
import type { Seat } from '../subjects/subject.ts'
import { Client, type Welcome } from './client.ts'
import type { Dialect, Position, Told } from './dialects/dialect.ts'
import { Histogram } from './histogram.ts'
import type { Script } from './script.ts'

/** Arrivals under way at once while nothing is measured: opening sockets is not the question then. */
const UNMEASURED_AT_ONCE = 20
/** What every welcome has to tell: so many messages of a load, in order, and nothing after them. */
export interface Expected {
  script: Script
  messages: number
}

/** Milliseconds until an arrival that nobody answers counts as lost. */
const LOST_AFTER_MS = 60_000

export interface Arrival {
  seat: Seat
  since?: Position | undefined
}

/** Times are milliseconds from when the socket was meant to be opened to the welcome's last letter. */
export interface ArrivalReport {
  arrived: number
  lost: number
  /** Welcomes that told exactly what was to be told, letter by letter; all of them when nothing was asked. */
  verified: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
  bytesPerArrival: number
}

/** Lets everybody in as quickly as the server likes. */
export async function gather(
  seats: readonly Seat[],
  dialect: Dialect,
  fail: (reason: string) => void,
): Promise<{ clients: Client[]; welcomes: Welcome[] }> {
  const clients: Client[] = []
  const welcomes: Welcome[] = []
  for (let first = 0; first < seats.length; first += UNMEASURED_AT_ONCE) {
    const group = seats
      .slice(first, first + UNMEASURED_AT_ONCE)
      .map((seat, index) => new Client(first + index, seat, dialect, fail))
    clients.push(...group)
    welcomes.push(...(await Promise.all(group.map(client => client.welcome))))
  }
  return { clients, welcomes }
}

/**
 * Opens sockets at a steady rate whatever the server does.
 * @returns the clients that came in, and how long it took them
 */
export async function arrive(
  arrivals: readonly Arrival[],
  dialect: Dialect,
  perSecond: number,
  expected?: Expected,
): Promise<{ clients: Client[]; welcomes: Welcome[]; report: ArrivalReport }> {
  const times = new Histogram()
  const clients: Client[] = []
  const welcomes: Welcome[] = []
  let lost = 0
  const beganAt = performance.now() + 50
  const coming = arrivals.map(async ({ seat, since }, index) => {
    const due = beganAt + (index * 1_000) / perSecond
    await setTimeout(Math.max(0, due - performance.now()))
    const client = new Client(index, seat, dialect, () => {}, since)
    const welcome = await Promise.race([
      client.welcome.catch(() => undefined),
      setTimeout(LOST_AFTER_MS, undefined, { ref: false }),
    ])
    if (welcome === undefined) {
      lost += 1
      client.leave()
      return
    }
    times.add(performance.now() - due)
    clients.push(client)
    welcomes.push(welcome)
  })
  await Promise.all(coming)
  return { clients, welcomes, report: report(clients, welcomes, times, lost, expected) }
}

function report(
  clients: readonly Client[],
  welcomes: readonly Welcome[],
  times: Histogram,
  lost: number,
  expected: Expected | undefined,
): ArrivalReport {
  const bytes = clients.reduce((sum, client) => sum + client.bytes, 0)
  return {
    arrived: clients.length,
    lost,
    verified: welcomes.filter(({ told }) => expected === undefined || isAll(told, expected)).length,
    p50Ms: times.quantile(0.5),
    p95Ms: times.quantile(0.95),
    p99Ms: times.quantile(0.99),
    maxMs: times.max,
    bytesPerArrival: bytes / Math.max(1, clients.length),
  }
}

function isAll(told: readonly Told[], { script, messages }: Expected): boolean {
  const last = told.slice(-messages)
  return last.length === messages && last.every(({ body }, n) => script.read(body) === n)
}
