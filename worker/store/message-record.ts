import { sql } from 'drizzle-orm'
import type { Room, RoomEvent } from '../../protocol/events.ts'
import type { Database } from './client.ts'
import { events as eventsTable, messages } from './schema.ts'

/**
 * The statements that remove messages and bring them back, as a run of a room's events leaves it; for a batch,
 * behind the one that writes the events. What is removed keeps its body until it cannot come back (clean-up.ts).
 */
export function removingMessages(db: Database, room: Room, events: readonly RoomEvent[]) {
  const removed = new Map<number, number>()
  const restored = new Map<number, string>()
  for (const event of events) {
    if (event.type === 'message.deleted') {
      for (const seq of event.targets) {
        removed.set(seq, event.at)
        restored.delete(seq)
      }
    } else if (event.type === 'message.restored') {
      for (const { seq, body } of event.messages) {
        restored.set(seq, body)
        removed.delete(seq)
      }
    }
  }
  return [
    ...(removed.size === 0 ? [] : [removing(db, room.id, removed)]),
    ...(restored.size === 0 ? [] : restoring(db, room.id, restored)),
  ]
}

function removing(db: Database, roomId: string, removed: ReadonlyMap<number, number>) {
  const rows = [...removed].map(([seq, at]) => ({ seq, at }))
  return db.execute(sql`
    update ${messages} set deleted_at = to_timestamp(gone.at / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as gone (seq bigint, at bigint)
    where room_id = ${roomId} and messages.seq = gone.seq and deleted_at is null`)
}

/** With the bodies that the event brings: what was removed before it came here came without. */
function restoring(db: Database, roomId: string, restored: ReadonlyMap<number, string>) {
  const rows = JSON.stringify([...restored].map(([seq, body]) => ({ seq, body })))
  const back = sql`jsonb_to_recordset(${rows}::jsonb) as back (seq bigint, body text)`
  return [
    db.execute(sql`
      update ${messages} set deleted_at = null, body = back.body from ${back}
      where room_id = ${roomId} and messages.seq = back.seq`),
    db.execute(sql`
      update ${eventsTable} set event = jsonb_set(event, '{body}', to_jsonb(back.body)) from ${back}
      where room_id = ${roomId} and events.seq = back.seq
        and event ->> 'type' = 'message.sent' and event ->> 'body' = ''`),
  ]
}
