import { coldStart } from './cold-start.ts'
import { control } from './control.ts'
import { fanOut } from './fan-out.ts'
import { history } from './history.ts'
import { idleMemory } from './idle-memory.ts'
import { join } from './join.ts'
import { outbox } from './outbox.ts'
import { reconnect } from './reconnect.ts'
import type { Scenario } from './scenario.ts'
import { search } from './search.ts'
import { signIn } from './sign-in.ts'
import { wire } from './wire.ts'

export const SCENARIOS: readonly Scenario[] = [
  ...[1_000, 100].map(perRoom =>
    fanOut({
      name: `fan-out-${perRoom}-saturated`,
      about: `One room, ${perRoom} sockets, as many messages as it takes, however late.`,
      rooms: 1,
      perRoom,
    }),
  ),
  ...[
    { perRoom: 1_000, p99Ms: 150 },
    { perRoom: 100, p99Ms: 100 },
  ].map(({ perRoom, p99Ms }) =>
    fanOut({
      name: `fan-out-${perRoom}-in-time`,
      about: `One room, ${perRoom} sockets, as many messages as it takes with a p99 within ${p99Ms} ms.`,
      rooms: 1,
      perRoom,
      p99Ms,
    }),
  ),
  ...[1, 100, 1_000].map(perRoom =>
    fanOut({
      name: `fan-out-${perRoom}-light`,
      about: `One room, ${perRoom} sockets, 5 messages a second.`,
      rooms: 1,
      perRoom,
      perSecond: 5,
    }),
  ),
  fanOut({
    name: 'rooms-light',
    about: '100 rooms with 20 sockets each, 0.2 messages a second from each.',
    rooms: 100,
    perRoom: 20,
    perSecond: 400,
  }),
  fanOut({
    name: 'rooms-saturated',
    about: '100 rooms with 20 sockets each, as many messages as they take.',
    rooms: 100,
    perRoom: 20,
  }),
  join,
  control,
  reconnect,
  history,
  search,
  ...signIn,
  idleMemory,
  ...outbox,
  wire,
  coldStart,
]
