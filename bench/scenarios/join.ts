import type { Bench } from '../bench.ts'
import { Crowd } from '../crowd.ts'
import type { SubjectName } from '../subjects/subject.ts'
import { arrivalFigures, type Contestant, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SITTING = 100
const ARRIVING = 100
const ARRIVALS_PER_SECOND = 20
/** What every newcomer is told of the past at least. */
const MESSAGES = 50
/** `ws` welcomes nobody: there is nothing to be told. */
const HOSTS: readonly SubjectName[] = ['alcove', 'seed-stack', 'naive-object']

export const join: Scenario = {
  name: 'join',
  about: 'A member opens a socket, and is told who is here and the last 50 messages.',
  async run(bench) {
    const crowds = await Promise.all(HOSTS.map(name => sit(bench, name)))
    const results = await rounds(
      bench,
      this.name,
      crowds.map(crowd => contestant(bench, crowd)),
    )
    for (const crowd of crowds) await bench.release(crowd)
    return results
  },
}

async function sit(bench: Bench, name: SubjectName): Promise<Crowd> {
  const sitting = bench.count(SITTING)
  const subject = await bench.subject(name)
  const crowd = bench.keep(await Crowd.invite(subject, 1, sitting + bench.count(ARRIVING)))
  await crowd.come(sitting)
  return crowd
}

function contestant(bench: Bench, crowd: Crowd): Contestant {
  const sitting = bench.count(SITTING)
  return {
    subject: crowd.subject.name,
    setup: { sitting, arriving: bench.count(ARRIVING), arrivalsPerSecond: ARRIVALS_PER_SECOND },
    async run() {
      const expected = await crowd.say(MESSAGES)
      return arrivalFigures('join', await crowd.arrive(sitting, ARRIVALS_PER_SECOND, expected))
    },
  }
}
