import type { Habits } from './habits.ts'
import type { InboxWork } from './inbox-work.ts'
import type { Work } from './work.ts'

const GB = 1_000_000_000
/** Bytes of a room that nothing was said in, counted in workerd: 34 pages, as each table and each index takes one. */
const ROOM_BYTES = 139_264
/** Bytes of an inbox, counted in workerd: a page for the schema, for each of its three tables and for an index, with up to some 80 watchers. */
const INBOX_BYTES = 20_480
/**
 * Bytes of an event in the window beside the body, in a batch of its own; in one of fifty it is 200.
 * Counted in workerd over 125,000 events (372 with a body of 140).
 */
const EVENT_BYTES = 232
/** Bytes of a cid, which stays for ever: docs/decisions/0015-one-row-for-a-batch.md. */
const CID_BYTES = 93
/** Events a room holds at most: LOG_WINDOW_EVENTS of worker/env.ts unless set, and a quarter more. */
const WINDOW_EVENTS = 100_000 * 1.25
/** Bytes in Postgres beside twice the body: the whole event and the message, with six indexes. */
const RECORD_BYTES = 900
/** Bytes that the platform lets one object keep. */
const OBJECT_BYTES = 10 * GB

/** GB that stand at the end of the months, as if they had stood there all month. */
export function storageOf(
  { bodyBytes, months }: Pick<Habits, 'bodyBytes' | 'months'>,
  {
    rooms,
    messages,
    inbox,
  }: Pick<Work, 'rooms' | 'messages'> & { inbox: Pick<InboxWork, 'inboxes'> },
): { objectGb: number; postgresGb: number } {
  const events = messages * months
  const held = Math.min(events, rooms * WINDOW_EVENTS)
  const inRooms = rooms * ROOM_BYTES + held * (EVENT_BYTES + bodyBytes) + events * CID_BYTES
  const inInboxes = inbox.inboxes * INBOX_BYTES
  return {
    objectGb: (inRooms + inInboxes) / GB,
    postgresGb: (events * (RECORD_BYTES + 2 * bodyBytes)) / GB,
  }
}

/** Events after which a room's storage is full: of cids, beside the window. */
export function eventsHeld({ bodyBytes }: Pick<Habits, 'bodyBytes'>): number {
  const windowBytes = WINDOW_EVENTS * (EVENT_BYTES + bodyBytes)
  return Math.floor((OBJECT_BYTES - ROOM_BYTES - windowBytes) / CID_BYTES)
}
