import type { Habits } from './habits.ts'
import type { Work } from './work.ts'

const GB = 1_000_000_000
/** Bytes of an empty database of an object. */
const ROOM_BYTES = 12_000
/**
 * Bytes of an event in a room beside the body: its JSON, columns, entry in the index of cids. Counted
 * in workerd over 500,000 events (547 with a body of 140), and the same once their texts were let
 * go of: emptying a column leaves its page to the row, and no later row is put there.
 */
const EVENT_BYTES = 410
/** Bytes in Postgres beside twice the body: the whole event and the message, with six indexes. */
const RECORD_BYTES = 900
/** Bytes that the platform lets one object keep. */
const OBJECT_BYTES = 10 * GB

/** GB that stand at the end of the months, as if they had stood there all month. */
export function storageOf(
  { bodyBytes, months }: Pick<Habits, 'bodyBytes' | 'months'>,
  { rooms, messages }: Pick<Work, 'rooms' | 'messages'>,
): { objectGb: number; postgresGb: number } {
  const events = messages * months
  const inRooms = rooms * ROOM_BYTES + events * (EVENT_BYTES + bodyBytes)
  return { objectGb: inRooms / GB, postgresGb: (events * (RECORD_BYTES + 2 * bodyBytes)) / GB }
}

/** Events after which a room's storage is full. */
export function eventsHeld({ bodyBytes }: Pick<Habits, 'bodyBytes'>): number {
  return Math.floor((OBJECT_BYTES - ROOM_BYTES) / (EVENT_BYTES + bodyBytes))
}
