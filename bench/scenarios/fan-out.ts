import type { Bench } from '../bench.ts'
import { capacity, sustained } from '../capacity.ts'
import { Crowd, type Load } from '../crowd.ts'
import { BODY_CHARS } from '../generator/script.ts'
import type { Result } from '../report/result.ts'
import { SUBJECTS, type SubjectName } from '../subjects/subject.ts'
import { type Contestant, type Figures, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

export interface FanOut {
  name: string
  about: string
  rooms: number
  perRoom: number
  /** Messages a second from all together; as many as it takes when left out. */
  perSecond?: number
  /** What the delivery's p99 may be while it is looked for; without it, however late counts. */
  p99Ms?: number
}

/** Milliseconds of the window when little is said: enough for a median. */
const LIGHT_MEASURE_MS = 5_000
/** Deliveries a second to begin the search for a capacity with. */
const SEARCH_FROM: Record<SubjectName, number> = {
  alcove: 400_000,
  'seed-stack': 40_000,
  'naive-object': 40_000,
  ws: 100_000,
}

/** Everybody in a room hears everything that anybody says. */
export function fanOut(plan: FanOut): Scenario {
  return {
    name: plan.name,
    about: plan.about,
    async run(bench) {
      const contestants: Contestant[] = []
      const crowds: Crowd[] = []
      for (const name of SUBJECTS) {
        const crowd = bench.keep(await gather(bench, name, plan))
        crowds.push(crowd)
        contestants.push(await contestant(bench, crowd, plan))
      }
      const results = await rounds(bench, plan.name, contestants)
      for (const crowd of crowds) await bench.release(crowd)
      return results
    },
  }
}

async function gather(bench: Bench, name: SubjectName, plan: FanOut): Promise<Crowd> {
  bench.say(`${plan.name}: ${name} fills up`)
  const subject = await bench.subject(name)
  return await Crowd.gather(subject, bench.count(plan.rooms), bench.count(plan.perRoom))
}

async function contestant(bench: Bench, crowd: Crowd, plan: FanOut): Promise<Contestant> {
  const { pace } = bench
  const perRoom = bench.count(plan.perRoom)
  const { name } = crowd.subject
  const isSearched = plan.perSecond === undefined
  const perSecond = plan.perSecond ?? (await searched(bench, crowd, perRoom, plan))
  const windowMs = isSearched || pace.isBrief ? pace.measureMs : LIGHT_MEASURE_MS
  return {
    subject: name,
    setup: setup(bench, plan, perSecond),
    async run() {
      if (!isSearched) return outcome(await crowd.load(perSecond, pace.warmMs, windowMs), false)
      const load = await sustained(crowd, perSecond, pace.warmMs, windowMs)
      const { figures, verified, notes } = outcome(load, true)
      return { figures, verified, notes: [...notes, ...retreat(load.perSecond, perSecond)] }
    },
  }
}

function retreat(made: number, found: number): string[] {
  if (made === found) return []
  return [`Somebody was thrown out at ${found} messages/s in a run, which was made with ${made}.`]
}

async function searched(
  bench: Bench,
  crowd: Crowd,
  perRoom: number,
  plan: FanOut,
): Promise<number> {
  const { name } = crowd.subject
  const start = SEARCH_FROM[name] / perRoom
  const found = await capacity(crowd, bench.pace, start, plan.p99Ms)
  bench.say(`${plan.name}: ${name} takes ${found} messages/s`)
  return found
}

function setup(bench: Bench, plan: FanOut, messagesPerSecond: number): Result['setup'] {
  const rooms = bench.count(plan.rooms)
  return {
    sockets: rooms * bench.count(plan.perRoom),
    rooms,
    bodyChars: BODY_CHARS,
    messagesPerSecond,
  }
}

/** A rate that was given is no finding: only where it was looked for is it compared. */
function outcome(load: Load, isSearched: boolean) {
  const rate: Figures = isSearched ? { deliveriesPerSecond: load.deliveriesPerSecond } : {}
  return {
    figures: {
      ...rate,
      deliveryP50Ms: load.deliveryP50Ms,
      deliveryP95Ms: load.deliveryP95Ms,
      deliveryP99Ms: load.deliveryP99Ms,
      deliveryMaxMs: load.deliveryMaxMs,
      ackP50Ms: load.ackP50Ms,
      ackP99Ms: load.ackP99Ms,
      messagesPerFrame: load.messagesPerFrame,
      bytesPerDelivery: load.bytesPerDelivery,
      serverCpuUsPerDelivery: (load.serverCpuMs * 1_000) / Math.max(1, load.verified),
      generatorLagP99Ms: load.lagP99Ms,
    },
    verified: load.verified,
    notes: [
      ...(load.refused > 0 ? [`${load.refused} messages were refused in a run.`] : []),
      ...(load.missing > 0 ? [`${load.missing} deliveries did not come in a run.`] : []),
    ],
  }
}
