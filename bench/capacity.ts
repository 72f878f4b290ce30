import type { Crowd, Load } from './crowd.ts'
import { Spoilt } from './generator/generator.ts'
import type { Pace } from './pace.ts'

/** From one step of the search to the next, and the last, finer one. */
const STEP = 1.4
const FINE_STEP = 1.18
/** Times a run is tried again at a finer step less, after somebody was thrown out. */
const RETREATS = 4
/** Share of what was offered that has to arrive within the window. */
const KEEPS_UP = 0.93
/** Share of the latency that is allowed, so that the runs that follow have room to differ. */
const LATENCY_ROOM = 0.75
/** Share of the most deliveries that counts as no fewer. */
const AS_GOOD = 0.97
/** Messages a second to begin with at most: a small room is not asked for the moon at once. */
const START_MAX = 2_000

/** Of a crowd, as much as takes part in the search. */
export type Sample = Pick<Crowd, 'load' | 'leave' | 'come' | 'seats'>

/**
 * The most messages a second that a subject delivers. Without a bound its throughput is all that
 * counts, however late; with one, what it delivers in time.
 * @param start messages a second to begin with
 * @param p99Ms the bound of the delivery's p99
 */
export async function capacity(
  crowd: Sample,
  pace: Pace,
  start: number,
  p99Ms?: number,
): Promise<number> {
  const tried: Load[] = []
  const attempt = async (perSecond: number) => {
    const load = await tolerated(crowd, Math.round(perSecond), pace.warmMs / 2, pace.searchMs)
    if (load !== undefined) tried.push(load)
    return load !== undefined && isSustained(load, crowd, p99Ms)
  }
  // A machine that others use too has its moments: what failed once may try again.
  const isGood = async (perSecond: number) =>
    (await attempt(perSecond)) || (!pace.isBrief && (await attempt(perSecond)))
  let rate = Math.min(start, START_MAX)
  const isUp = await isGood(rate)
  for (let step = 1; step < pace.searchSteps; step++) {
    const next = isUp ? rate * STEP : rate / STEP
    const isNextGood = await isGood(next)
    if (isUp && !isNextGood) break
    rate = next
    if (!isUp && isNextGood) break
  }
  if (await isGood(rate * FINE_STEP)) rate *= FINE_STEP
  return p99Ms === undefined ? best(tried).perSecond : Math.round(rate)
}

/**
 * A run at a rate that was found, or somewhat less of it: what a machine did a minute ago it may not
 * do now.
 * @throws Spoilt when nothing helps
 */
export async function sustained(
  crowd: Sample,
  perSecond: number,
  warmMs: number,
  measureMs: number,
): Promise<Load> {
  let rate = perSecond
  for (let retreat = 0; retreat < RETREATS; retreat++) {
    const load = await tolerated(crowd, rate, warmMs, measureMs)
    if (load !== undefined) return load
    rate = Math.round(rate / FINE_STEP)
  }
  return await crowd.load(rate, warmMs, measureMs)
}

/** Somebody may be thrown out for what is too much: everybody comes anew then. */
async function tolerated(
  crowd: Sample,
  perSecond: number,
  warmMs: number,
  measureMs: number,
): Promise<Load | undefined> {
  try {
    return await crowd.load(perSecond, warmMs, measureMs)
  } catch (error) {
    if (!(error instanceof Spoilt)) throw error
    await crowd.leave()
    await crowd.come()
    return undefined
  }
}

function isSustained(load: Load, crowd: Sample, p99Ms?: number): boolean {
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

/** The least that was asked for when it delivered most: beyond, there are only queues. */
function best(tried: readonly Load[]): Load {
  const most = Math.max(...tried.map(load => load.deliveriesPerSecond))
  const good = tried.filter(load => load.deliveriesPerSecond >= most * AS_GOOD)
  return good.reduce((least, load) => (load.perSecond < least.perSecond ? load : least))
}
