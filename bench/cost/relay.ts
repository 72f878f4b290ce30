import { spacing } from '../../worker/domain/spacing.ts'
import { FRAMES_PER_REQUEST, OBJECT_GB, PRICES } from './prices.ts'

// What one room's object can serve, and what relays would: objects that hold the sockets and are
// sent one frame each by the owner of the log. Nothing of it is built; this is arithmetic.

/** What things cost an object, in microseconds of its one thread unless said otherwise. */
export interface Costs {
  /** One frame to one socket, whatever its size. */
  send: number
  /** A message: parsed, allowed, drafted, inserted. */
  message: number
  /** A flush beside its sends: serialising, the statement. */
  flush: number
  /** A call to another object, as far as the caller's thread has to do with it. */
  call: number
  /** Milliseconds from one object to another. */
  hopMs: number
  /** Bytes of memory that a socket takes: its handle, session, buckets. */
  socketBytes: number
  /** Bytes of the object's 128 MB that are left for sockets. */
  memory: number
}

/** Measured at either end of what was seen; hop, call and memory are assumptions. */
export const LIGHT: Costs = {
  send: 10,
  message: 20,
  flush: 200,
  call: 50,
  hopMs: 2,
  socketBytes: 2_048,
  memory: 96_000_000,
}
export const HEAVY: Costs = {
  send: 16,
  message: 40,
  flush: 200,
  call: 100,
  hopMs: 10,
  socketBytes: 4_096,
  memory: 96_000_000,
}

/** Milliseconds within which 99 of 100 deliveries have to be made, the network not counted. */
export const P99_MS = 150
/** Sockets that the platform lets one object hold. */
const SOCKETS_MAX = 32_768
/** Share of its thread beyond which an object falls behind. */
const BUSY_MAX = 0.9

/** Sockets of one object, by the platform's limit and by memory. */
export function socketsHeld({ memory, socketBytes }: Costs): number {
  return Math.min(SOCKETS_MAX, Math.floor(memory / socketBytes))
}

/**
 * Milliseconds that the slowest hundredth of deliveries takes in one object; Infinity if it falls
 * behind. Where hardly ever a second message comes within a flush, each goes out at once and the
 * last socket waits for the sends before it. Otherwise flushes keep their spacing: the unluckiest
 * message comes right behind one, waits for the next, and for what was read meanwhile.
 */
export function oneObjectMs(sockets: number, rate: number, costs: Costs): number {
  const flush = (costs.flush + sockets * costs.send) / 1_000
  return paced(rate, flush, spacing(sockets), costs)
}

/**
 * The same with relays. The owner sends a frame to each of them and paces itself by what one of
 * them has to send. A message goes from its author's relay to the owner and back: two hops.
 */
export function relayedMs(sockets: number, relays: number, rate: number, costs: Costs): number {
  const each = Math.ceil(sockets / relays)
  const owner = (costs.flush + relays * costs.call) / 1_000
  const relay = (each * costs.send) / 1_000
  const busiest = paced(rate, Math.max(owner, relay), spacing(each), costs)
  return busiest + Math.min(owner, relay) + 2 * costs.hopMs
}

/** `flush` is what the busiest thread has to do for one flush, in milliseconds. */
function paced(rate: number, flush: number, apart: number, costs: Costs): number {
  const reading = (rate * costs.message) / 1_000_000
  if (reading >= BUSY_MAX) return Number.POSITIVE_INFINITY
  if ((rate * flush) / 1_000 <= 0.01) return flush + costs.message / 1_000
  // Further apart than they have to be, if the thread would not get to read otherwise.
  const gap = Math.max(apart, flush / (BUSY_MAX - reading))
  return gap + flush + gap * reading
}

/** The most sockets one object serves in time at so many messages a second. */
export function socketsServed(rate: number, costs: Costs): number {
  let low = 0
  let high = socketsHeld(costs)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (oneObjectMs(middle, rate, costs) <= P99_MS) low = middle
    else high = middle - 1
  }
  return low
}

/** The fewest relays that serve so many sockets in time: 0 if none are needed, undefined if none do. */
export function relaysNeeded(sockets: number, rate: number, costs: Costs): number | undefined {
  if (sockets <= socketsServed(rate, costs)) return 0
  const least = Math.max(1, Math.ceil(sockets / socketsHeld(costs)))
  for (let relays = least; relays <= sockets; relays++) {
    if (relayedMs(sockets, relays, rate, costs) <= P99_MS) return relays
  }
  return undefined
}

/** The fewest sockets at which two relays are quicker than none. */
export function relaysQuicker(rate: number, costs: Costs): number {
  let sockets = 2
  while (relayedMs(sockets, 2, rate, costs) >= oneObjectMs(sockets, rate, costs)) sockets += 1
  return sockets
}

/** Frames a second that the owner sends to each relay: one for each flush. */
export function framesPerSecond(sockets: number, relays: number, rate: number): number {
  const gap = spacing(Math.ceil(sockets / relays))
  return Math.min(rate, 1_000 / gap)
}

/** Dollars an hour of talk that relays add to the room's own, beyond what is included. */
export interface RelayBill {
  requests: number
  /** Each frame is a call, and so is each message on its way to the owner. */
  byCall: number
  /** Frames count twentyfold less over sockets, but an object that dialled one cannot sleep. */
  bySocket: number
}

export function relayBill(sockets: number, relays: number, rate: number): RelayBill {
  const requests = (relays * framesPerSecond(sockets, relays, rate) + rate) * 3_600
  const byCall = requests * PRICES.objectRequests.dollars
  const awake = relays * 3_600 * OBJECT_GB * PRICES.objectGbSeconds.dollars
  return { requests, byCall, bySocket: byCall / FRAMES_PER_REQUEST + awake }
}
