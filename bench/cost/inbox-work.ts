import { WATCHED_MAX } from '../../protocol/limits.ts'
import { LEASE_WAKE_MS } from '../../worker/inbox/inbox.ts'
import { WATCHERS_MAX } from '../../worker/inbox/watchers.ts'
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
  /** Watchers' rows that one inbox holds. */
  watchers: number
  /** Frames that say that somebody has turned away, or is back. */
  turns: number
  /** Times somebody is there, away or gone, as others are told. */
  changes: number
  /** Calls to the inbox of somebody who watches. */
  tellings: number
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
  const { users, activeShare, loads, reconnections, changes, glances, roomsPerUser } = habits
  const others = Math.max(0, users - 1)
  const watched = Math.min(habits.watched, WATCHED_MAX, others)
  const active = users * activeShare * DAYS
  const rooms = active * habits.sockets
  const sockets = active * (loads + reconnections)
  // As if the inbox had slept since the last room: what it knew of them, it has forgotten.
  const asks = rooms * watched
  // A row stays until there is something to tell and nobody there who wants to know: as if that had
  // happened since the last question wherever the other comes on that day. Who does not come is
  // nobody's news.
  const rows = asks * activeShare * Math.min(1, changes)
  return {
    inboxes: users,
    sockets,
    watches: rooms * WATCHES_PER_ROOM,
    watched,
    asks,
    rows,
    // Those of each room one is in, as if they were others each time.
    watchers: Math.min(watched * Math.max(1, roomsPerUser), WATCHERS_MAX, others),
    // All changes but coming and going are turns; a glance is two.
    turns: active * (changes + 2 * glances),
    changes: active * changes,
    // One is watched by as many as one watches, if they have a tab open. The last telling of each row
    // is in vain, and deletes it.
    tellings: active * changes * watched * openShare(habits) + rows,
    // Half of the changes are to less. And each socket's close, as if it were the only one and a reload.
    lessAlarms: active * (changes / 2 + glances) + sockets,
    leaseAlarms: (openHours(habits) * Math.min(1, watched) * 3_600_000) / LEASE_WAKE_MS,
  }
}

/** The chance that somebody has a tab open, at an hour at which people talk. */
function openShare({ activeShare, openHours, talkingHours }: Habits): number {
  return talkingHours === 0 ? 0 : Math.min(1, (activeShare * openHours) / talkingHours)
}

/** Hours of people who have a tab open, wherever. */
function openHours({ users, activeShare, openHours }: Habits): number {
  return DAYS * users * Math.min(24, activeShare * openHours)
}
