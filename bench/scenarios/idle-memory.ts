import { setTimeout } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { Crowd } from '../crowd.ts'
import { memoryBytes } from '../servers/usage.ts'
import { SUBJECTS, type SubjectName } from '../subjects/subject.ts'
import { type Contestant, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SOCKETS = 500
/** Milliseconds in which a Durable Object falls asleep, and collectors of garbage come by. */
const QUIET_MS = 15_000
const BRIEF_QUIET_MS = 2_000
const KIB = 1_024

export const idleMemory: Scenario = {
  name: 'idle-memory',
  about: '500 sockets open in one room and nobody says anything: what the server holds for each.',
  async run(bench) {
    return await rounds(
      bench,
      this.name,
      SUBJECTS.map(name => contestant(bench, name)),
    )
  },
}

/** A server of its own each time: what an earlier run left in its memory would hide what this one takes. */
function contestant(bench: Bench, subject: SubjectName): Contestant {
  const sockets = bench.count(SOCKETS)
  return {
    subject,
    setup: { sockets },
    async run() {
      const server = await bench.fresh(subject)
      const crowd = bench.keep(await Crowd.invite(server, 1, sockets))
      const pids = await server.pids()
      const before = await memoryBytes(pids)
      await crowd.come()
      await setTimeout(bench.pace.isBrief ? BRIEF_QUIET_MS : QUIET_MS)
      const after = await memoryBytes(pids)
      await bench.release(crowd)
      await bench.release(server)
      return {
        figures: {
          memoryPerSocketKB: (after - before) / sockets / KIB,
          memoryMB: after / KIB ** 2,
        },
        verified: sockets,
      }
    },
  }
}
