import { spacing } from '../../worker/domain/spacing.ts'
import { OUTBOX_BATCH_EVENTS, OUTBOX_DELAY_MS } from '../../worker/room/outbox.ts'
import { LEASE_WAKE_MS } from '../../worker/room/presence.ts'
import { type Habits, returnsADay, roomsOf } from './habits.ts'
import { type InboxWork, inboxWorkOf } from './inbox-work.ts'
import { DAYS } from './month.ts'
import { SLEEP_AFTER_S } from './prices.ts'

/** Rooms the sweeper visits in a minute; worker/cron.ts keeps the number to itself. */
export const SWEEP_ROOMS_MAX = 400

/** Seconds after which a page asks for the list of rooms again while somebody is at it; rooms-column.tsx keeps the number to itself. */
const LIST_EVERY_S = 30
/** Times it is asked for as somebody comes back: the page is in sight again, and has the focus again. */
const LISTS_PER_RETURN = 2

/** What happens in a month, counted before anything has a price. */
export interface Work {
  rooms: number
  /** Messages a second in one room while people talk. */
  rate: number
  talkingSeconds: number
  loads: number
  /** Times a page at which somebody is asks again which rooms there are. */
  lists: number
  sockets: number
  historyPages: number
  signIns: number
  signOuts: number
  /** Times a session's access token had run out when it was needed. */
  refreshes: number
  messages: number
  /** Times a room writes what waits into its log: one batch each. */
  flushes: number
  messagesPerFlush: number
  /** Times a room carries its log to Postgres: an alarm each. */
  drains: number
  /** Round trips those take. */
  batches: number
  /** Alarms of rooms where nobody talks and somebody could vanish. */
  leaseAlarms: number
  /** Minutes of the cron trigger. */
  crons: number
  /** Rooms the sweeper visits. */
  visits: number
  /** Words of a room to the registry. */
  tells: number
  /** Rooms the registry lists while people talk. */
  listed: number
  inbox: InboxWork
}

export function workOf(habits: Habits): Work {
  const rooms = roomsOf(habits)
  const active = habits.users * habits.activeShare * DAYS
  const talkingSeconds = habits.talkingHours * 3_600 * DAYS
  const messages = active * habits.messages
  const sockets = active * habits.sockets
  // Spread evenly over all rooms and hours, which costs most: nothing gathers in one flush, drain or
  // waking that could have.
  const rate = per(per(messages, rooms), talkingSeconds)
  // So rarely together that each is a flush of its own, until more come than the spacing lets out.
  const tabs = per(active * habits.openHours * 3_600, talkingSeconds)
  const messagesPerFlush = Math.max(1, (rate * spacing(per(tabs, rooms))) / 1_000)

  // The first message sets the alarm, everything up to then goes with it, the next sets another.
  const drainRate = rate / (1 + (rate * OUTBOX_DELAY_MS) / 1_000)
  const drains = rooms * drainRate * talkingSeconds

  // Every minute in which a room had a message puts it on the list, which is visited in turn.
  const crons = 24 * 60 * DAYS
  const busyShare = 1 - Math.exp(-60 * rate)
  const visits = Math.min((rooms * busyShare * talkingSeconds) / 60, SWEEP_ROOMS_MAX * crons)

  return {
    rooms,
    rate,
    talkingSeconds,
    loads: active * habits.loads,
    lists: active * listsADay(habits),
    sockets,
    historyPages: active * habits.historyPages,
    signIns: habits.users * habits.signIns,
    signOuts: habits.users * habits.signOuts,
    // As if each load and each socket to a room came more than a quarter of an hour after the last. The
    // inbox's comes beside one of those.
    refreshes: active * (habits.loads + habits.sockets),
    messages,
    flushes: messages / messagesPerFlush,
    messagesPerFlush,
    drains,
    batches: Math.max(drains, messages / OUTBOX_BATCH_EVENTS),
    leaseAlarms: (sharedHours(habits, rooms) * 3_600_000) / LEASE_WAKE_MS,
    crons,
    visits,
    tells: tells({ rooms, drainRate, talkingSeconds, sockets }),
    listed: Math.min(rooms, tabs),
    inbox: inboxWorkOf(habits),
  }
}

/** Those of one person: by the clock, and as they come back. */
function listsADay(habits: Habits): number {
  const byClock = (habits.attentiveHours * 3_600) / LIST_EVERY_S
  return byClock + returnsADay(habits) * LISTS_PER_RETURN
}

/**
 * Hours of rooms with two people or more, as one alone has nobody to be told of. Most there can
 * be: all tabs in pairs. Drains put the alarm off, so in truth there are fewer.
 */
function sharedHours({ users, activeShare, openHours }: Habits, rooms: number): number {
  return DAYS * Math.min(rooms * 24, (users * activeShare * openHours) / 2)
}

/**
 * A room forgets in its sleep what it told the registry. It says that it owes something once for
 * each waking with a message, which are at least a sleep apart, and once after each visit; that
 * it is live with each socket that comes, and that it is not with each that leaves it empty.
 */
function tells(
  of: Pick<Work, 'rooms' | 'talkingSeconds' | 'sockets'> & { drainRate: number },
): number {
  const wakings = Math.min(of.drainRate, 1 / SLEEP_AFTER_S + 1 / 60)
  return of.rooms * wakings * of.talkingSeconds + 2 * of.sockets
}

/** No rooms have no rate. */
function per(amount: number, whole: number): number {
  return whole === 0 ? 0 : amount / whole
}
