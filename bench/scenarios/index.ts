import { coldStart } from './cold-start.ts'
import { fanOut } from './fan-out.ts'
import { history } from './history.ts'
import { idleMemory } from './idle-memory.ts'
import { join } from './join.ts'
import { outbox } from './outbox.ts'
import { reconnect } from './reconnect.ts'
import type { Scenario } from './scenario.ts'
import { signIn } from './sign-in.ts'
import { wire } from './wire.ts'

export const SCENARIOS: readonly Scenario[] = [
  fanOut({
    name: 'fan-out-1000-saturated',
    about: 'One room, 1,000 sockets, as many messages as it takes.',
    rooms: 1,
    perRoom: 1_000,
    p99Ms: 150,
  }),
  fanOut({
    name: 'fan-out-100-saturated',
    about: 'One room, 100 sockets, as many messages as it takes.',
    rooms: 1,
    perRoom: 100,
    p99Ms: 100,
  }),
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
    p99Ms: 150,
  }),
  join,
  reconnect,
  history,
  signIn,
  idleMemory,
  ...outbox,
  wire,
  coldStart,
]
