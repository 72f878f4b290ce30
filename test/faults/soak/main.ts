import { buildWorker } from '../../support/runtime.ts'
import type { Violation } from '../checker/judge.ts'
import type { Person } from '../people/person.ts'
import type { Scene } from '../scene.ts'
import { Seed } from '../seed.ts'
import { wait } from '../until.ts'
import { World } from '../world.ts'
import { FAULTS } from './faults.ts'
import { type MemorySample, OutboxLag, percentile, slope } from './figures.ts'
import { readOptions } from './options.ts'

// `npm run soak -- --minutes N --seed S`: people talk while something goes wrong every minute. The
// last line is one JSON object; it ends with 1 when a promise was broken.

const ROOMS = 4
const PEOPLE = 6
const STRANGERS = 2
/** Sends a second, over all rooms. */
const RATE = 36
/** Small enough that whoever is away for a minute comes back below it. */
const WINDOW_EVENTS = '400'
const FAULT_MIN_MS = 3_000
const FAULT_MAX_MS = 20_000
const AWAY_MIN_MS = 10_000
const AWAY_MAX_MS = 180_000
const SAMPLE_EVERY_MS = 500
/** One in so many samples of memory is said aloud: about one a minute. */
const SAMPLES_PER_LINE = 110
const CRON_EVERY_MS = 60_000

const options = readOptions(process.argv.slice(2))
const seed = new Seed(options.seed)
const end = () => performance.now() - began >= options.minutes * 60_000
const say = (text: string) => console.error(`${minutes(performance.now() - began)} ${text}`)

let began = performance.now()
const script = buildWorker()
const world = await World.start({ seed, script, variables: { LOG_WINDOW_EVENTS: WINDOW_EVENTS } })
const scenes: Scene[] = []
for (let room = 0; room < ROOMS; room++) scenes.push(await openRoom(room))
say(`${ROOMS} rooms of ${PEOPLE + STRANGERS}, ${RATE} sends a second, seed ${seed.value}`)

began = performance.now()
const counts: Record<string, number> = {}
const lags = scenes.map(() => new OutboxLag())
const memory: MemorySample[] = []
const talk = scenes.map(scene => scene.chatter((ROOMS * 1_000) / RATE))
const errands = [...scenes.map(comeAndGo), sample(), sweep()]
await goWrong()
await Promise.all(errands)
await Promise.all(talk.map(({ stop }) => stop()))
world.heal()
say('quiet now; judging')

const verdicts = await Promise.all(scenes.map(scene => scene.verdict()))
for (const scene of scenes) scene.leave()
await world.end()
const violations = verdicts.flatMap(verdict => verdict.violations)
for (const { invariant, kind, what } of violations.slice(0, 50))
  say(`${invariant} ${kind}: ${what}`)
console.log(JSON.stringify(report(violations)))
process.exit(violations.length === 0 ? 0 : 1)

async function openRoom(room: number): Promise<Scene> {
  const visitors = []
  for (let i = 0; i < PEOPLE + STRANGERS; i++) visitors.push(await world.visitor(`room${room}`))
  const [owner, ...guests] = visitors
  if (owner === undefined) throw new Error('nobody')
  const scene = await world.scene(`Soak ${room}`, owner, ...guests)
  visitors.forEach((visitor, index) => {
    if (index < PEOPLE) scene.enter(visitor)
    else scene.enterNaively(visitor)
  })
  await scene.live()
  return scene
}

/** One fault after another, in an order of the seed's, each kind once before any comes again. */
async function goWrong(): Promise<void> {
  let deck: string[] = []
  for (let next = options.every * 500; !end(); next += options.every * 1_000) {
    await untilDue(next)
    if (end()) return
    if (deck.length === 0) deck = seed.shuffled(Object.keys(FAULTS))
    const name = deck.pop() ?? ''
    const ms = seed.between(FAULT_MIN_MS, Math.min(FAULT_MAX_MS, options.every * 600))
    say(`${name}, ${ms} ms`)
    counts[name] = (counts[name] ?? 0) + 1
    await FAULTS[name]?.(world, scenes, ms)
  }
}

/** In each room somebody is away for a while, and then somebody else. */
async function comeAndGo(scene: Scene): Promise<void> {
  while (!end()) {
    const person: Person = seed.pick(scene.people)
    const left = options.minutes * 60_000 - (performance.now() - began)
    if (person.isLive) {
      person.client.stop()
      await wait(Math.min(left, seed.between(AWAY_MIN_MS, AWAY_MAX_MS)))
      person.client.start()
    }
    await wait(Math.min(5_000, left))
  }
}

async function sample(): Promise<void> {
  while (!end()) {
    const carried = await world.carried()
    const now = performance.now()
    scenes.forEach((scene, index) => {
      lags[index]?.sample(scene.history.entries, carried.get(scene.roomId) ?? 0, now)
    })
    const held = await world.runtime.memory()
    if (held !== undefined) memory.push({ ...held, at: now })
    if (memory.length % SAMPLES_PER_LINE === 0)
      say(`${Math.round((held?.bytes ?? 0) / 1_048_576)} MB in the runtime`)
    await wait(SAMPLE_EVERY_MS)
  }
}

async function sweep(): Promise<void> {
  for (let next = CRON_EVERY_MS; !end(); next += CRON_EVERY_MS) {
    await untilDue(next)
    if (!end()) await world.runtime.cron()
  }
}

/** Waits until so many milliseconds have passed since the beginning, or the end has come. */
async function untilDue(ms: number): Promise<void> {
  while (!end() && performance.now() - began < ms) await wait(SAMPLE_EVERY_MS)
}

function report(found: readonly Violation[]) {
  const sum = (of: 'acknowledged' | 'verified') =>
    verdicts.reduce((total, verdict) => total + verdict[of], 0)
  const many = (...kinds: Violation['kind'][]) =>
    found.filter(violation => kinds.includes(violation.kind)).length
  return {
    minutes: options.minutes,
    seed: seed.value,
    acknowledged: sum('acknowledged'),
    verified: sum('verified'),
    lost: many('lost'),
    duplicated: many('duplicated'),
    altered: many('altered'),
    reordered: many('reordered', 'behind'),
    leaked: many('leaked', 'open'),
    faults: counts,
    outboxLagP99Ms: Math.round(
      percentile(
        lags.flatMap(lag => lag.milliseconds),
        0.99,
      ),
    ),
    memorySlopeBytesPerMinute: slope(memory),
    violations: found.length,
  }
}

function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
