import { memberSchema } from '../../protocol/events.ts'
import { roomAnswerSchema } from '../../protocol/rest.ts'
import type { Bench } from '../bench.ts'
import { Crowd } from '../crowd.ts'
import { Histogram } from '../generator/histogram.ts'
import type { Alcove } from '../subjects/alcove.ts'
import type { Seat } from '../subjects/subject.ts'
import { type Contestant, type Figures, type Outcome, rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

/** Rooms, and people in each: nobody changes more at once than one may. */
const ROOMS = 10
const PEOPLE = 15

export const control: Scenario = {
  name: 'control',
  about: 'Joining a room and giving somebody a role, one after the other, until Postgres has it.',
  async run(bench) {
    const alcove = await bench.alcove()
    const contestant: Contestant = {
      subject: 'alcove',
      setup: { rooms: bench.count(ROOMS), peopleInEach: PEOPLE },
      run: () => runOnce(bench, alcove),
    }
    const results = await rounds(bench, this.name, [contestant])
    await bench.release(alcove)
    return results
  },
}

async function runOnce(bench: Bench, alcove: Alcove): Promise<Outcome> {
  const crowd = await Crowd.invite(alcove, bench.count(ROOMS), PEOPLE)
  const [joins, roles] = [new Histogram(), new Histogram()]
  let verified = 0
  for (const [owner, ...guests] of byRoom(crowd.seats)) {
    if (owner === undefined) continue
    for (const guest of guests) {
      await ask(alcove, guest, 'POST', 'leave')
      const joined = await timed(joins, () => ask(alcove, guest, 'POST', 'join', {}))
      const { me } = roomAnswerSchema.parse(await joined.json())
      const appointed = await timed(roles, () =>
        ask(alcove, owner, 'PATCH', `members/${me.id}`, { role: 'moderator' }),
      )
      if (memberSchema.parse(await appointed.json()).role === 'moderator') verified += 1
    }
  }
  await crowd.close()
  return { figures: { ...quantiles('join', joins), ...quantiles('role', roles) }, verified }
}

/** The seats of each room, whose owner comes first. */
function byRoom(seats: readonly Seat[]): Seat[][] {
  return [...Map.groupBy(seats, seat => seat.room).values()]
}

async function ask(alcove: Alcove, who: Seat, method: string, what: string, body?: unknown) {
  const cookie = who.headers.cookie ?? ''
  return await alcove.call({ cookie }, method, `/api/rooms/${who.room}/${what}`, body)
}

async function timed<T>(times: Histogram, act: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await act()
  times.add(performance.now() - began)
  return done
}

function quantiles(name: string, times: Histogram): Figures {
  return { [`${name}P50Ms`]: times.quantile(0.5), [`${name}P95Ms`]: times.quantile(0.95) }
}
