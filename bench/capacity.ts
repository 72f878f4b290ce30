import type { Crowd, Load } from './crowd.ts'
import type { Pace } from './pace.ts'

/** From one step of the search to the next, and the last, finer one. */
const STEP = 1.4
const FINE_STEP = 1.18
/** Share of what was offered that has to arrive within the window. */
const KEEPS_UP = 0.93
/** Share of the latency that is allowed, so that the runs that follow have room to differ. */
const LATENCY_ROOM = 0.75
const STEPS_MAX = 12

/**
 * The most messages a second that a subject delivers. Without a bound its throughput is all that
 * counts, however late; with one, what it delivers in time.
 * @param start messages a second to begin with
 * @param p99Ms the bound of the delivery's p99
 */
export async function capacity(
  crowd: Crowd,
  pace: Pace,
  start: number,
  p99Ms?: number,
): Promise<number> {
  const tried: Load[] = []
  const attempt = async (perSecond: number) => {
    const load = await crowd.load(Math.round(perSecond), pace.warmMs / 2, pace.searchMs)
    tried.push(load)
    return isSustained(load, crowd, p99Ms)
  }
  let rate = start
  const isUp = await attempt(rate)
  for (let step = 1; step < STEPS_MAX; step++) {
    const next = isUp ? rate * STEP : rate / STEP
    const isGood = await attempt(next)
    if (isUp && !isGood) break
    rate = next
    if (!isUp && isGood) break
  }
  if (await attempt(rate * FINE_STEP)) rate *= FINE_STEP
  return p99Ms === undefined ? best(tried).perSecond : Math.round(rate)
}

function isSustained(load: Load, crowd: Crowd, p99Ms?: number): boolean {
  const rooms = new Set(crowd.seats.map(seat => seat.room)).size
  const offered = (load.perSecond * crowd.seats.length) / rooms
  const isInTime = p99Ms === undefined || load.deliveryP99Ms <= p99Ms * LATENCY_ROOM
  return (
    load.missing === 0 &&
    load.refused === 0 &&
    load.deliveriesPerSecond >= offered * KEEPS_UP &&
    isInTime
  )
}

function best(tried: readonly Load[]): Load {
  return tried.reduce((best, one) =>
    one.deliveriesPerSecond > best.deliveriesPerSecond ? one : best,
  )
}
