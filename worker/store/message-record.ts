import { sql } from 'drizzle-orm'
import type { Room, RoomEvent } from '../../protocol/events.ts'
import type { Database } from './client.ts'
import { RETELLS } from './retelling.ts'
import { events as eventsTable, messages } from './schema.ts'

/**
 * The statements that remove messages, bring them back and change them, as a run of a room's events leaves it; for a
 * batch, behind the one that writes the events. What is removed keeps its body until it cannot come back (clean-up.ts);
 * what has disappeared cannot at all.
 */
export function revisingMessages(db: Database, room: Room, events: readonly RoomEvent[]) {
  const removed = new Map<number, number>()
  const restored = new Map<number, string>()
  const edited = new Map<number, Change>()
  const expired: number[] = []
  for (const event of events) {
    if (event.type === 'message.deleted') {
      if (event.expired) expired.push(...event.targets)
      for (const seq of event.targets) {
        removed.set(seq, event.at)
        restored.delete(seq)
      }
    } else if (event.type === 'message.restored') {
      for (const { seq, body } of event.messages) {
        restored.set(seq, body)
        removed.delete(seq)
      }
    } else if (event.type === 'message.edited') {
      for (const { seq, body } of event.messages) {
        edited.set(seq, { seq, body, at: event.at })
        if (restored.has(seq)) restored.set(seq, body)
      }
    }
  }
  return [
    ...(removed.size === 0 ? [] : [removing(db, room.id, removed)]),
    ...(restored.size === 0 ? [] : restoring(db, room.id, restored)),
    ...(edited.size === 0 ? [] : [editing(db, room.id, [...edited.values()])]),
    ...(expired.length === 0 ? [] : emptying(db, room.id, expired)),
  ]
}

/** What a message says, and since when (milliseconds since 1970). */
interface Change {
  seq: number
  body: string
  at: number
}

/** An edit may have lost its words on the way, for good: it takes none away then. */
function editing(db: Database, roomId: string, changes: readonly Change[]) {
  return db.execute(sql`
    update ${messages} set edited_at = to_timestamp(changed.at / 1000.0),
      body = case when changed.body = '' then messages.body else changed.body end
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as changed (seq bigint, body text, at bigint)
    where room_id = ${roomId} and messages.seq = changed.seq`)
}

/** Takes out at once what is not to come back. */
function emptying(db: Database, roomId: string, seqs: readonly number[]) {
  const gone = sql`jsonb_array_elements_text(${JSON.stringify(seqs)}::jsonb) as gone (seq)`
  return [
    db.execute(sql`
      update ${messages} set body = '' from ${gone}
      where room_id = ${roomId} and messages.seq = gone.seq::bigint`),
    db.execute(sql`
      update ${eventsTable} set event = jsonb_set(event, '{body}', '""') from ${gone}
      where room_id = ${roomId} and events.seq = gone.seq::bigint and event ->> 'type' = 'message.sent'`),
    db.execute(sql`
      update ${eventsTable} set event = jsonb_set(event, '{messages}', (
        select jsonb_agg(case when gone.seq is null then said else jsonb_set(said, '{body}', '""') end order by nth)
        from jsonb_array_elements(event -> 'messages') with ordinality as list (said, nth)
        left join ${gone} on gone.seq = said ->> 'seq'))
      where room_id = ${roomId} and ${RETELLS} and events.seq > ${Math.min(...seqs)}
        and exists (select from jsonb_array_elements(event -> 'messages') as said
          join ${gone} on gone.seq = said ->> 'seq')`),
  ]
}

function removing(db: Database, roomId: string, removed: ReadonlyMap<number, number>) {
  const rows = [...removed].map(([seq, at]) => ({ seq, at }))
  return db.execute(sql`
    update ${messages} set deleted_at = to_timestamp(gone.at / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as gone (seq bigint, at bigint)
    where room_id = ${roomId} and messages.seq = gone.seq and deleted_at is null`)
}

/** With the bodies that the event brings: what came here without its own has them from it. */
function restoring(db: Database, roomId: string, restored: ReadonlyMap<number, string>) {
  const rows = JSON.stringify([...restored].map(([seq, body]) => ({ seq, body })))
  const back = sql`jsonb_to_recordset(${rows}::jsonb) as back (seq bigint, body text)`
  return [
    db.execute(sql`
      update ${messages} set deleted_at = null,
        body = case when back.body = '' then messages.body else back.body end from ${back}
      where room_id = ${roomId} and messages.seq = back.seq`),
    db.execute(sql`
      update ${eventsTable} set event = jsonb_set(event, '{body}', to_jsonb(back.body)) from ${back}
      where room_id = ${roomId} and events.seq = back.seq
        and event ->> 'type' = 'message.sent' and event ->> 'body' = ''`),
  ]
}
