import { type Habits, TYPICAL } from './habits.ts'

/** One way of growing, with everything else held still. */
export interface Axis {
  title: string
  /** What its steps count. */
  of: string
  steps: readonly number[]
  habits: (step: number) => Habits
}

const SECONDS_A_DAY = 86_400
/** One room whose members all have a tab open, all day; what is stored is a month's. */
const ONE_ROOM: Habits = {
  ...TYPICAL,
  months: 1,
  activeShare: 1,
  openHours: 24,
  talkingHours: 24,
  loads: 1,
  sockets: 1,
  reconnections: 0,
  historyPages: 0,
  roomsPerUser: 1,
}

/** Everybody in it has a tab open. */
function oneRoom(sockets: number, messagesPerSecond: number): Habits {
  return {
    ...ONE_ROOM,
    users: sockets,
    roomSize: sockets,
    messages: (messagesPerSecond * SECONDS_A_DAY) / sockets,
  }
}

export const AXES: readonly Axis[] = [
  {
    title: 'Sockets in one room, one message a second among them',
    of: 'sockets',
    steps: [2, 10, 100, 1_000, 5_000],
    habits: sockets => oneRoom(sockets, 1),
  },
  {
    title: 'Sockets in one room, a hundred messages a second among them',
    of: 'sockets',
    steps: [100, 1_000, 5_000],
    habits: sockets => oneRoom(sockets, 100),
  },
  {
    title: 'Rooms of 15 people, 100 messages a day in each',
    of: 'rooms',
    steps: [1, 10, 100, 1_000, 10_000, 100_000],
    habits: rooms => ({
      ...TYPICAL,
      months: 1,
      users: rooms * TYPICAL.roomSize,
      roomsPerUser: 1,
      watched: TYPICAL.roomSize - 1,
      messages: 100 / (TYPICAL.roomSize * TYPICAL.activeShare),
    }),
  },
  {
    title: 'Messages a second in one room of 100 sockets, day and night',
    of: 'messages/s',
    steps: [0.01, 0.1, 1, 10, 100, 1_000],
    habits: rate => oneRoom(100, rate),
  },
  {
    title: 'People of whom each of 1,000 users wants to know how they are there',
    of: 'watched',
    steps: [0, 1, 10, 20, 50, 100, 200],
    habits: watched => ({ ...TYPICAL, watched }),
  },
]
