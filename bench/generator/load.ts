import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Client } from './client.ts'
import { Measure } from './measure.ts'
import { Script } from './script.ts'
import { Stream } from './stream.ts'

/** Milliseconds that the last deliveries may take after the last message was sent. */
const GRACE_MS = 10_000
/** Messages a second from which on the generator may be a millisecond late: pauses, not spins. */
const SPIN_BELOW_PER_SECOND = 500
const SPIN_MS = 2

export interface LoadOrder {
  /** Tells this load's messages from any other's. */
  run: string
  /** Messages a second, sent in turn by all clients. */
  perSecond: number
  /** Milliseconds of load before the window that is measured, and of the window. */
  warmMs: number
  measureMs: number
}

/** Times are milliseconds, from when a message was meant to be sent. */
export interface LoadReport {
  sent: number
  refused: number
  /** Within the window, a second. */
  deliveriesPerSecond: number
  /** Over the whole load, compared letter by letter. */
  verified: number
  /** Deliveries that were owed and did not come within the grace. */
  missing: number
  ackP50Ms: number
  ackP99Ms: number
  deliveryP50Ms: number
  deliveryP95Ms: number
  deliveryP99Ms: number
  deliveryMaxMs: number
  /** How late the generator was itself. */
  lagP99Ms: number
  messagesPerFrame: number
  bytesPerDelivery: number
  generatorCpuMs: number
}

/** Sends at a steady rate whatever comes back, and counts what comes back. */
export async function load(clients: readonly Client[], order: LoadOrder): Promise<LoadReport> {
  const { perSecond, warmMs, measureMs } = order
  const beganAt = performance.now() + 50
  const measure = new Measure(beganAt + warmMs, beganAt + warmMs + measureMs)
  const script = new Script(order.run, beganAt, perSecond)
  const rooms = seat(clients, script, measure)
  const bytes = total(clients)
  const cpu = process.cpuUsage()
  const count = Math.round((perSecond * (warmMs + measureMs)) / 1_000)
  await send(clients, script, measure, count)
  const owed = () => owedDeliveries(rooms, clients.length, count - measure.refused)
  const deadline = performance.now() + GRACE_MS
  while (measure.verified < owed() && performance.now() < deadline) await setTimeout(20)
  const { user, system } = process.cpuUsage(cpu)
  const streams = [...rooms.values()].map(room => room.stream)
  const frames = sum(streams.map(stream => stream.frames))
  return {
    sent: count,
    refused: measure.refused,
    deliveriesPerSecond: (measure.deliveries * 1_000) / measureMs,
    verified: measure.verified,
    missing: Math.max(0, owed() - measure.verified),
    ackP50Ms: measure.ack.quantile(0.5),
    ackP99Ms: measure.ack.quantile(0.99),
    deliveryP50Ms: measure.delivery.quantile(0.5),
    deliveryP95Ms: measure.delivery.quantile(0.95),
    deliveryP99Ms: measure.delivery.quantile(0.99),
    deliveryMaxMs: measure.delivery.max,
    lagP99Ms: measure.lag.quantile(0.99),
    messagesPerFrame: sum(streams.map(stream => stream.messages)) / Math.max(1, frames),
    bytesPerDelivery: (total(clients) - bytes) / Math.max(1, measure.verified),
    generatorCpuMs: (user + system) / 1_000,
  }
}

interface Room {
  stream: Stream
  clients: number
}

function seat(clients: readonly Client[], script: Script, measure: Measure): Map<string, Room> {
  const rooms = new Map<string, Room>()
  for (const client of clients) {
    const name = client.seat.room
    const room = rooms.get(name) ?? {
      stream: new Stream(script, measure, n => n % clients.length),
      clients: 0,
    }
    room.clients += 1
    rooms.set(name, room)
    client.enter({ stream: room.stream, script, measure })
  }
  return rooms
}

/** All rooms are of one size, and what was refused is taken to be spread evenly over them. */
function owedDeliveries(rooms: Map<string, Room>, clients: number, taken: number): number {
  return (taken * clients) / rooms.size
}

async function send(clients: readonly Client[], script: Script, measure: Measure, total: number) {
  for (let n = 0; n < total; ) {
    const now = performance.now()
    const due = Math.min(total, script.dueBy(now))
    for (; n < due; n++) {
      clients[n % clients.length]?.say(n)
      measure.sent(script.dueAt(n), now)
    }
    await pause(script.dueAt(n) - performance.now(), script)
  }
}

async function pause(ms: number, script: Script): Promise<void> {
  const isDense = script.perSecond >= SPIN_BELOW_PER_SECOND
  if (isDense || ms > SPIN_MS) await setTimeout(isDense ? 1 : ms - SPIN_MS)
  else await setImmediate()
}

function total(clients: readonly Client[]): number {
  return sum(clients.map(client => client.bytes))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
