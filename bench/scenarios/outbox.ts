import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { buildWorker } from '../../test/support/runtime.ts'
import type { Bench } from '../bench.ts'
import { Crowd } from '../crowd.ts'
import type { Alcove } from '../subjects/alcove.ts'
import { type Contestant, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SOCKETS = 20
/** The room lets go of what is older while it is measured, as one that has been used for long does. */
const WINDOW_EVENTS = '2000'
/** Milliseconds in which Postgres follows and the room tidies up. */
const SETTLE_MS = 10_000
const BRIEF_SETTLE_MS = 4_000

const countsSchema = z.object({
  rowsWritten: z.number(),
  alarms: z.number(),
  postgres: z.number(),
})

export const outbox: readonly Scenario[] = [
  scenario(
    'outbox',
    'What 1,000 messages a second cost in rows and in round trips to Postgres.',
    1_000,
  ),
  scenario('outbox-light', 'The same where one message a second is said.', 1),
]

function scenario(name: string, about: string, perSecond: number): Scenario {
  return {
    name,
    about,
    async run(bench) {
      const script = buildWorker({ path: 'bench/subjects/counting/worker.ts', name: 'counting' })
      const variables = { LOG_WINDOW_EVENTS: WINDOW_EVENTS }
      const alcove = await bench.alcove({ script, variables })
      const crowd = bench.keep(await Crowd.gather(alcove, 1, SOCKETS))
      // Until there is something to let go of.
      await crowd.load(1_000, 0, 4_000)
      await setTimeout(BRIEF_SETTLE_MS)
      const results = await rounds(bench, name, [contestant(bench, alcove, crowd, perSecond)])
      await bench.release(crowd)
      await bench.release(alcove)
      return results
    },
  }
}

function contestant(bench: Bench, alcove: Alcove, crowd: Crowd, perSecond: number): Contestant {
  const { pace } = bench
  const measureMs = Math.max(pace.measureMs, 2_000) * 2
  return {
    subject: 'alcove',
    setup: { sockets: SOCKETS, messagesPerSecond: perSecond },
    async run() {
      const before = await countsOf(alcove)
      const { sent, verified } = await crowd.load(perSecond, 0, measureMs)
      await setTimeout(pace.isBrief ? BRIEF_SETTLE_MS : SETTLE_MS)
      const after = await countsOf(alcove)
      const alarms = after.alarms - before.alarms
      return {
        figures: {
          postgresRoundTripsPer1000: ((after.postgres - before.postgres) * 1_000) / sent,
          roomRowsPerMessage: (after.rowsWritten - before.rowsWritten + alarms) / sent,
          alarmsPer1000: (alarms * 1_000) / sent,
        },
        verified,
      }
    },
  }
}

async function countsOf(alcove: Alcove): Promise<z.infer<typeof countsSchema>> {
  return countsSchema.parse(await (await fetch(`${alcove.runtime.url}/counts`)).json())
}
