import { WATCHED_MAX } from '../../protocol/limits.ts'
import { WATCHERS_MAX } from '../../worker/inbox/watchers.ts'
import { LEASE_WAKE_MS } from '../../worker/inbox/whereabouts.ts'
import type { Habits } from './habits.ts'
import { DAYS } from './month.ts'

/** What happens in a month in inboxes: docs/decisions/0029-presence-anywhere.md. */
export interface InboxWork {
  /** Everybody's, as everybody is watched by somebody. */
  inboxes: number
  sockets: number
  /** Frames that say who is watched: a question to Postgres each. */
  watches: number
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
 * this. A line that comes back needs only one.
 */
const WATCHES_PER_ROOM = 2

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
  // As if the inbox had slept since the last room: what it knew of them, it has forgotten.
  const asks = rooms * watched
  const rows =
    Math.min(asks, (users * watchers * DAYS) / rowDays(habits)) * Math.min(1, habits.changes)
  const changes = active * habits.changes * watchedShare
  // One is watched at once by as many as one watches at once, if they have a tab open.
  const tellings = changes * watched * openShare(habits)
  return {
    inboxes: users,
    sockets,
    watches: rooms * WATCHES_PER_ROOM,
    watched,
    asks,
    rows,
    watchers,
    // All changes but coming and going are turns; a glance is two.
    turns: active * (habits.changes + 2 * glances),
    changes,
    tellings,
    // Whoever watches and has come on that day has a row that stays for it, wherever they look now. The
    // telling that deletes a row is one more.
    vain: changes * watchers * dayShare(habits) - tellings + rows,
    // Half of the changes are to less. And each socket's close, as if it were the only one and a reload.
    lessAlarms: (active * (habits.changes / 2 + glances) + sockets) * watchedShare,
    leaseAlarms: (openHours(habits) * watchedShare * 3_600_000) / LEASE_WAKE_MS,
  }
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
