import { WATCHED_MAX } from '../../protocol/limits.ts'
import { CHECK_EVERY_MS } from '../../worker/inbox/believed.ts'
import { WATCHERS_MAX } from '../../worker/inbox/watchers.ts'
import { LEASE_WAKE_MS } from '../../worker/inbox/whereabouts.ts'
import { type Habits, returnsADay } from './habits.ts'
import { DAYS } from './month.ts'

/** What happens in a month in inboxes: docs/decisions/0029-presence-anywhere.md. */
export interface InboxWork {
  /** Everybody's: it is born with their first socket, and everybody has been there. */
  inboxes: number
  sockets: number
  /** Frames that say who is watched: a question to Postgres each. */
  watches: number
  /** Questions to Postgres that follow one of those: who could not be seen may have joined a moment ago. */
  again: number
  /** People each of them names. */
  watched: number
  /** Questions to the inbox of somebody who is watched. */
  asks: number
  /** Watchers' rows that are written, and deleted later. */
  rows: number
  /** Watchers' rows that one inbox holds at most. */
  watchers: number
  /** Frames that say that somebody has turned away, or is back. */
  turns: number
  /** Times somebody is there, away or gone, as others are told. */
  changes: number
  /** Questions to Postgres with one of those, who of the watchers may still know. */
  checks: number
  /** Calls to the inbox of somebody who wants to know. */
  tellings: number
  /** Calls to that of somebody who does not want to know for now. */
  vain: number
  /** Alarms that wait for whether somebody stays less there. */
  lessAlarms: number
  /** Alarms that look at the leases of those who are there. */
  leaseAlarms: number
}

/**
 * Frames for each room that is opened: one without the people of the room before, one with those of
 * this. A line that comes back needs only one, and one whose people are the same is not sent.
 */
const WATCHES_PER_ROOM = 2
/** Milliseconds after which a page asks anew as somebody comes back to it; inbox-line.ts keeps the number to itself. */
const WATCH_ANEW_MS = 10 * 60_000
/**
 * Share of those frames with somebody who cannot be seen and could before, or was not asked about: somebody
 * blocked, or who has just joined. A guess.
 */
const UNSEEN_SHARE = 1 / 50

export function inboxWorkOf(habits: Habits): InboxWork {
  const { users, activeShare, loads, reconnections, glances, roomsPerUser } = habits
  const others = Math.max(0, users - 1)
  const watched = Math.min(habits.watched, WATCHED_MAX, others)
  // Of whom nobody watches nobody is told, and no alarm waits for anything.
  const watchedShare = Math.min(1, watched)
  // Those of each room one is in, as if they were others each time.
  const watchers = Math.min(watched * Math.max(1, roomsPerUser), WATCHERS_MAX, others)
  const active = users * activeShare * DAYS
  const rooms = active * habits.sockets
  const sockets = active * (loads + reconnections)
  const returns = active * timesApart(returnsADay(habits), habits.openHours, WATCH_ANEW_MS)
  // Nobody is named where nobody is watched: that is no different from before, and not said.
  const watches = (rooms * WATCHES_PER_ROOM + returns) * watchedShare
  // As if each room was opened later than KNOWN_MS after the last, or the inbox had slept since. The second
  // frame of the two finds them known. Who returns does so later than that.
  const asks = (rooms + returns) * watched
  // Who returns asks for those whom the room has asked for.
  const rows =
    Math.min(rooms * watched, (users * watchers * DAYS) / rowDays(habits)) *
    Math.min(1, habits.changes)
  const changes = active * habits.changes * watchedShare
  // One is watched at once by as many as one watches at once, if they have a tab open.
  const tellings = changes * watched * openShare(habits)
  return {
    inboxes: users,
    sockets,
    watches,
    again: watches * UNSEEN_SHARE,
    watched,
    asks,
    rows,
    watchers,
    // All changes but coming and going are turns; a glance is two.
    turns: active * (habits.changes + 2 * glances),
    changes,
    checks: active * timesApart(habits.changes, habits.talkingHours, CHECK_EVERY_MS) * watchedShare,
    tellings,
    // Whoever watches and has come on that day has a row that stays for it, wherever they look now. The
    // telling that deletes a row is one more.
    vain: changes * watchers * dayShare(habits) - tellings + rows,
    // Half of the changes are to less. And each socket's close, as if it were the only one and a reload.
    lessAlarms: (active * (habits.changes / 2 + glances) + sockets) * watchedShare,
    leaseAlarms: (openHours(habits) * watchedShare * 3_600_000) / LEASE_WAKE_MS,
  }
}

/** Of some times a day, at random over so many hours, those that count if none does too soon after one that did. */
function timesApart(times: number, hours: number, ms: number): number {
  const most = (hours * 3_600_000) / ms
  return times === 0 ? 0 : (times * most) / (times + most)
}

/**
 * Days from one writing of a watcher's row to the next. It stays for a day (WATCHER_KEPT_MS). Then it waits for
 * a day on which whoever is watched comes, as if one of their changes was always told in vain, and for
 * one on which the watcher comes, which may be the same.
 */
function rowDays(habits: Habits): number {
  const untilOneComes = 1 / dayShare(habits)
  return untilOneComes + (untilOneComes - 1)
}

/** The chance that somebody comes on a day. */
function dayShare({ activeShare }: Habits): number {
  return Math.min(1, activeShare)
}

/** The chance that somebody has a tab open, at an hour at which people talk. */
function openShare(habits: Habits): number {
  const { openHours, talkingHours } = habits
  return talkingHours === 0 ? 0 : dayShare(habits) * Math.min(1, openHours / talkingHours)
}

/** Hours of people who have a tab open, wherever. */
function openHours({ users, activeShare, openHours }: Habits): number {
  return DAYS * users * Math.min(24, activeShare * openHours)
}
