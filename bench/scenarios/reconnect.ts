import { Crowd } from '../crowd.ts'
import type { SubjectName } from '../subjects/subject.ts'
import { arrivalFigures, type Contestant, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SOCKETS = 1_000
const WITHIN_S = 10
const MISSED = 100
/** Who can tell somebody what they missed. */
const HOSTS: readonly SubjectName[] = ['alcove', 'seed-stack', 'naive-object']

export const reconnect: Scenario = {
  name: 'reconnect',
  about: '1,000 sockets come back within 10 s, each of them having missed the same 100 messages.',
  async run(bench) {
    const contestants: Contestant[] = []
    for (const name of HOSTS) {
      bench.say(`reconnect: ${name} fills up`)
      const subject = await bench.subject(name)
      const crowd = bench.keep(await Crowd.invite(subject, 1, bench.count(SOCKETS)))
      contestants.push(contestant(crowd))
    }
    return await rounds(bench, this.name, contestants)
  },
}

function contestant(crowd: Crowd): Contestant {
  const perSecond = crowd.seats.length / WITHIN_S
  return {
    subject: crowd.subject.name,
    setup: { sockets: crowd.seats.length, withinSeconds: WITHIN_S, missed: MISSED },
    async run() {
      await crowd.come()
      const { positions } = crowd
      await crowd.leave()
      await crowd.come(1)
      const expected = await crowd.say(MISSED)
      await crowd.leave()
      return arrivalFigures('caughtUp', await crowd.comeBack(perSecond, positions, expected))
    },
  }
}
