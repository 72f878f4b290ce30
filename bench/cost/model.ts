import {
  CONFIRM_EVERY_UNITS,
  HISTORY_PAGE_DEFAULT,
  PRESENCE_COALESCE_MS,
  WELCOME_EVENTS,
} from '../../protocol/limits.ts'
import { OUTBOX_DELAY_MS } from '../../worker/room/outbox.ts'
import type { Habits } from './habits.ts'
import {
  inboxRequestsOf,
  inboxRowsReadOf,
  inboxRowsWrittenOf,
  inboxSeconds,
} from './inbox-model.ts'
import { DAYS } from './month.ts'
import {
  FRAMES_PER_REQUEST,
  type Meter,
  OBJECT_GB,
  POSTGRES_LEAST_CU,
  POSTGRES_SLEEP_AFTER_S,
  SLEEP_AFTER_S,
} from './prices.ts'
import { CALL_S, HELLO_S, MESSAGE_S } from './seconds.ts'
import { storageOf } from './storage.ts'
import { type Work, workOf } from './work.ts'

/** What is billed in a month, meter by meter. */
export type Usage = Record<Meter, number>

/**
 * Whether the seconds until an object sleeps are billed. `documented`: not if it could sleep, which
 * Cloudflare's page says since 2026. `cautious`: all of them, as if that page were wrong.
 */
export type Reading = 'documented' | 'cautious'

/** Milliseconds of CPU: a sign-in hashes a password, the rest parses and asks. Guesses, high ones. */
const SIGN_IN_CPU_MS = 300
const REQUEST_CPU_MS = 5
/** Seconds of a drain, which waits for Postgres. */
const DRAIN_S = 0.3
/** Rows that waking reads: schema, alarm, watermark, head, base, epoch, card, with some to spare. */
const WAKE_ROWS = 20
/** UTF-16 units of an event's frame beside the body. */
const FRAME_UNITS = 260
/** Round trips a second that one CU of Postgres is good for, six indexes each. A low guess. */
const TRIPS_PER_CU = 50

export function usageOf(habits: Habits, reading: Reading = 'documented'): Usage {
  const work = workOf(habits)
  const trips = tripsOf(work)
  return {
    workerRequests: requestsOf(work),
    workerCpuMs: requestsOf(work) * REQUEST_CPU_MS + work.signIns * SIGN_IN_CPU_MS,
    objectRequests: objectRequestsOf(work, habits) + inboxRequestsOf(work.inbox),
    objectGbSeconds: secondsOf(work, reading) * OBJECT_GB,
    rowsRead: rowsReadOf(work, habits) + inboxRowsReadOf(work.inbox),
    rowsWritten: rowsWrittenOf(work) + inboxRowsWrittenOf(work.inbox),
    ...storageOf(habits, work),
    postgresCuHours: cuHoursOf(trips, work.talkingSeconds),
    redisCommands: commandsOf(work),
  }
}

/** Round trips to Postgres: what is billed of them is the time it is kept awake. */
export function tripsOf(work: Work): number {
  const { batches, loads, lists, historyPages, signIns, signOuts, refreshes, inbox } = work
  // A load asks who it is and which rooms there are, a page at which somebody is the latter again and
  // again, a page of history what the room has let go of. A refresh reads the token and replaces it. A
  // sign-in looks for the name, writes the session, and may renew the hash; a sign-out ends it, and
  // looks for the rooms. Who may be watched is asked with each frame, at times once more, and with a change.
  // Everything else finds the session's hot copy.
  const visits = loads * 2 + lists + historyPages + refreshes * 2 + signIns * 3 + signOuts * 2
  return batches + visits + inbox.watches + inbox.again + inbox.checks
}

function requestsOf(work: Work): number {
  const { crons, loads, lists, sockets, historyPages, signIns, signOuts, refreshes, inbox } = work
  // Files of the page are free, the service binding behind Pages is not billed again. A socket is
  // the one request that upgrades, whatever comes over it.
  const upgrades = sockets + inbox.sockets
  return crons + loads * 2 + lists + upgrades + historyPages + signIns + signOuts + refreshes
}

function objectRequestsOf(work: Work, { roomsPerUser, roomSize, bodyBytes }: Habits): number {
  const { sockets, messages, historyPages, drains, leaseAlarms, crons, visits, tells } = work
  // A hello, a page and a close for each socket; pings are answered by the runtime for nothing. Who
  // reads confirms now and then; at most everybody is there to.
  const confirmed = messages * roomSize * ((FRAME_UNITS + bodyBytes) / CONFIRM_EVERY_UNITS)
  const frames = messages + sockets * 3 + confirmed
  // The cron asks the registry every minute, and settles if there was anything.
  const registry = crons + Math.min(crons, visits) + tells
  // A sign-out is told to the inbox and to every room.
  const calls = sockets + historyPages + visits + work.signOuts * (1 + roomsPerUser)
  return frames / FRAMES_PER_REQUEST + calls + drains + leaseAlarms + registry
}

function secondsOf(work: Work, reading: Reading): number {
  const inboxes = inboxSeconds(work.inbox, work.talkingSeconds, tailOf(reading))
  return roomSeconds(work, reading) + registrySeconds(work, reading) + inboxes
}

/**
 * Seconds that rooms are awake. Each event keeps its room awake for a while, and whiles overlap: of
 * events at random with `rate` times `length` of it, a share of 1 − e^−load is covered. Talk
 * comes in bursts, which overlap more: the true share is lower.
 */
function roomSeconds(work: Work, reading: Reading): number {
  const { rooms, rate, talkingSeconds, sockets, historyPages, visits, leaseAlarms } = work
  if (rooms === 0 || talkingSeconds === 0) return 0
  const tail = tailOf(reading)
  // Between a message and its alarm a room could sleep, but has not yet.
  const untilAlarm = reading === 'cautious' ? OUTBOX_DELAY_MS / 1_000 : 0
  const message = MESSAGE_S + CALL_S + untilAlarm + DRAIN_S + tail
  // It comes and it goes, each told a moment later.
  const socket = HELLO_S + 2 * (PRESENCE_COALESCE_MS / 1_000 + CALL_S + tail)
  const others = sockets * socket + (historyPages + visits) * (CALL_S + tail)
  const load = rate * message + others / rooms / talkingSeconds
  const talking = rooms * talkingSeconds * (1 - Math.exp(-load))
  // In the silence between, nothing overlaps.
  const silent = leaseAlarms * (MESSAGE_S + tail)
  return Math.min(talking + silent, rooms * DAYS * 86_400)
}

/** The registry is one object, so its busy minutes are bounded by the month. */
function registrySeconds({ crons, tells, visits }: Work, reading: Reading): number {
  const month = DAYS * 86_400
  const busy = (crons + Math.min(crons, visits) + tells) * (MESSAGE_S + tailOf(reading))
  return month * (1 - Math.exp(-busy / month))
}

function tailOf(reading: Reading): number {
  return reading === 'cautious' ? SLEEP_AFTER_S : 0
}

function rowsWrittenOf(work: Work): number {
  const { messages, flushes, drains, leaseAlarms, tells, visits } = work
  // Its cid.
  const perMessage = 1
  // The batch, and once it is past the window, its deletion: as if every room were old. The base that
  // moves then is a row for thousands.
  const perFlush = 2
  // The alarm, the watermark, and the alarm that looks at the leases afterwards.
  const perDrain = 3
  // A word to the registry is a row, as if each socket found its room empty and left it so: to be
  // live and say so again writes nothing. What a visit found is a row, whatever it is.
  return (
    messages * perMessage + flushes * perFlush + drains * perDrain + leaseAlarms + tells + visits
  )
}

function rowsReadOf(work: Work, { roomSize }: Habits): number {
  const { messages, flushes, messagesPerFlush, sockets, historyPages, drains } = work
  const { leaseAlarms, visits, crons, tells, listed } = work
  const wakings = drains + leaseAlarms + sockets * 2 + historyPages + visits
  const room =
    // Each may find the room asleep, and its members are read with the first frame.
    wakings * (WAKE_ROWS + roomSize) +
    // Its cid, as the trigger takes it out of the array.
    messages +
    // As it is written; to be carried, as if memory had been lost since; and three times to be let
    // go of: found, looked for in the quarantine, deleted.
    flushes * 5 +
    // A room that is awake has what a welcome gives in memory, from what it appended and what the
    // first one read: as if each had woken it.
    sockets * rowsHolding(WELCOME_EVENTS, messagesPerFlush) +
    historyPages * rowsHolding(HISTORY_PAGE_DEFAULT + 1, messagesPerFlush)
  // The registry has no index: a sweep reads the whole list, live or not, to find the undrained, and
  // those again to sort and to settle them. A word finds its entry by its key.
  return room + crons * listed + visits * 3 + tells
}

/** The batches that some events in a row are in, the search for the first, and one past the last. */
function rowsHolding(events: number, messagesPerFlush: number): number {
  return (events - 1) / messagesPerFlush + 1 + 2
}

/**
 * Postgres is awake for five minutes after each query, and those overlap like a room's seconds. Its
 * size grows with what is asked.
 */
function cuHoursOf(trips: number, talkingSeconds: number): number {
  if (talkingSeconds === 0) return 0
  const perSecond = trips / talkingSeconds
  const awake = talkingSeconds * (1 - Math.exp(-perSecond * POSTGRES_SLEEP_AFTER_S))
  return (awake / 3_600) * Math.max(POSTGRES_LEAST_CU, perSecond / TRIPS_PER_CU)
}

function commandsOf(work: Work): number {
  const { loads, lists, sockets, historyPages, signIns, signOuts, refreshes, inbox } = work
  // A GET for each request, the inbox's socket among them. A room's socket is noted besides (MULTI, SADD, PEXPIREAT, GET, EXEC). A refresh
  // renews the copy in a script of two, and is counted (EVAL, INCR, PEXPIRE). A sign-in is counted like
  // that for its address, twice, and for its name; in a script of three for both; that it succeeded is
  // a DEL and a script of two; and it leaves its copy. A sign-out marks that as revoked, and looks for
  // the rooms that were noted (SET, SMEMBERS).
  const visits = loads * 2 + lists + sockets * 5 + inbox.sockets + historyPages
  return visits + refreshes * 6 + signIns * 20 + signOuts * 2
}
