import { setTimeout } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { Crowd } from '../crowd.ts'
import { Histogram } from '../generator/histogram.ts'
import { Alcove } from '../subjects/alcove.ts'
import { SeedStack } from '../subjects/seed-stack.ts'
import type { SubjectName } from '../subjects/subject.ts'
import { type Contestant, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SIGN_INS_PER_SECOND = 20
/** People who take turns at it: five attempts at one name that are not over yet look like guesses. */
const PEOPLE = 40
const HOSTS: readonly SubjectName[] = ['alcove', 'seed-stack']

/** Somebody signs in, or is told to come back. @returns the answer's status */
type Door = () => Promise<number>

/** What goes on in the room meanwhile. */
interface Talk {
  sockets: number
  perSecond: number
}

export const signIn: readonly Scenario[] = [
  scenario('sign-in', { sockets: 100, perSecond: 50 }),
  scenario('sign-in-light', { sockets: 20, perSecond: 20 }),
]

function scenario(name: string, talk: Talk): Scenario {
  const { sockets, perSecond } = talk
  return {
    name,
    about: `20 people a second sign in beside a room of ${sockets} sockets and ${perSecond} messages a second.`,
    async run(bench) {
      const contestants: Contestant[] = []
      for (const host of HOSTS) contestants.push(await contestant(bench, host, talk))
      return await rounds(bench, name, contestants)
    },
  }
}

async function contestant(bench: Bench, name: SubjectName, talk: Talk): Promise<Contestant> {
  const { perSecond } = talk
  const { warmMs } = bench.pace
  // Long enough for a p99 of few messages.
  const measureMs = 3 * bench.pace.measureMs
  const subject = await bench.subject(name)
  const crowd = bench.keep(await Crowd.gather(subject, 1, bench.count(talk.sockets)))
  const door = await doorOf(subject)
  return {
    subject: name,
    setup: {
      sockets: crowd.seats.length,
      messagesPerSecond: perSecond,
      signInsPerSecond: SIGN_INS_PER_SECOND,
    },
    async run() {
      const alone = await crowd.load(perSecond, warmMs, measureMs)
      const queue = lineUp(door, warmMs + measureMs)
      const beside = await crowd.load(perSecond, warmMs, measureMs)
      const { times, refused } = await queue
      return {
        figures: {
          aloneP50Ms: alone.deliveryP50Ms,
          aloneP99Ms: alone.deliveryP99Ms,
          deliveryP50Ms: beside.deliveryP50Ms,
          deliveryP99Ms: beside.deliveryP99Ms,
          deliveryP99ToAlone: beside.deliveryP99Ms / alone.deliveryP99Ms,
          signInP50Ms: times.quantile(0.5),
          signInP99Ms: times.quantile(0.99),
          signedIn: times.count,
          toldToComeBack: refused,
        },
        verified: alone.verified + beside.verified,
      }
    },
  }
}

async function doorOf(subject: unknown): Promise<Door> {
  if (subject instanceof SeedStack) {
    const [credentials] = await subject.accounts(1)
    return () => knock(`${subject.httpUrl}/login`, subject.httpUrl, credentials)
  }
  if (subject instanceof Alcove) {
    const { url } = subject.runtime
    const credentials = Array.from({ length: PEOPLE }, (_, index) => ({
      username: `bench-sign-in-${index}`,
      password: 'tide pools and lanterns',
    }))
    for (const one of credentials) await knock(`${url}/api/auth/register`, url, one)
    let turn = 0
    return () => knock(`${url}/api/auth/login`, url, credentials[turn++ % PEOPLE])
  }
  throw new TypeError('nobody signs in there')
}

async function knock(url: string, origin: string, credentials: unknown): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(credentials),
  })
  await answer.arrayBuffer()
  return answer.status
}

/** People come at a steady rate, however long those before them take. */
async function lineUp(door: Door, forMs: number): Promise<{ times: Histogram; refused: number }> {
  const times = new Histogram()
  let refused = 0
  const count = Math.round((forMs * SIGN_INS_PER_SECOND) / 1_000)
  const began = performance.now()
  const coming = Array.from({ length: count }, async (_, index) => {
    const due = began + (index * 1_000) / SIGN_INS_PER_SECOND
    await setTimeout(Math.max(0, due - performance.now()))
    const status = await door()
    if (status === 200) times.add(performance.now() - due)
    else if (status === 429 || status === 503) refused += 1
    else throw new Error(`signing in was answered with ${status}`)
  })
  await Promise.all(coming)
  return { times, refused }
}
