import { Crowd } from '../crowd.ts'
import { BODY_CHARS } from '../generator/script.ts'
import { SUBJECTS } from '../subjects/subject.ts'
import { type Contestant, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SOCKETS = 10
const ALONE_PER_SECOND = 5
const BUSY_PER_SECOND = 1_000

export const wire: Scenario = {
  name: 'wire',
  about: 'Bytes that a socket gets for a message of 140 characters, said alone and among many.',
  async run(bench) {
    const contestants: Contestant[] = []
    for (const subject of SUBJECTS) {
      const crowd = bench.keep(await Crowd.gather(await bench.subject(subject), 1, SOCKETS))
      contestants.push({
        subject,
        setup: { sockets: SOCKETS, bodyChars: BODY_CHARS },
        async run() {
          const alone = await crowd.load(ALONE_PER_SECOND, 0, bench.pace.measureMs)
          const busy = await crowd.load(BUSY_PER_SECOND, 0, bench.pace.measureMs)
          return {
            figures: {
              bytesPerDelivery: alone.bytesPerDelivery,
              busyBytesPerDelivery: busy.bytesPerDelivery,
              busyMessagesPerFrame: busy.messagesPerFrame,
            },
            verified: alone.verified + busy.verified,
          }
        },
      })
    }
    return await rounds(bench, this.name, contestants)
  },
}
