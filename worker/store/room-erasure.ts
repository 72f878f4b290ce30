import { and, eq, gte, lt, ne, sql } from 'drizzle-orm'
import { DELETED_NAME, deletedUsername } from '../../protocol/erased.ts'
import type { Stretch } from '../room/eraser.ts'
import { type Database, run } from './client.ts'
import { RETELLS } from './retelling.ts'
import { events, messages } from './schema.ts'

/**
 * Erases somebody who has deleted their account from a stretch of a room's events, and what they said
 * there if that is to go. Doing it again changes nothing.
 * @throws Unavailable or QueryFailed
 */
export async function eraseEvents(
  db: Database,
  roomId: string,
  { userId, purged, from, to }: Stretch,
): Promise<void> {
  const naming = nameless(db, roomId, { userId, from, to })
  if (!purged) await run(naming)
  else await run(db.batch([naming, ...speechless(db, roomId, { userId, from, to })]))
}

type Range = Omit<Stretch, 'purged'>

function nameless(db: Database, roomId: string, { userId, from, to }: Range) {
  const names = { username: deletedUsername(userId), displayName: DELETED_NAME }
  const without = sql`${events.event} -> 'member' || ${JSON.stringify(names)}::jsonb`
  return db
    .update(events)
    .set({ event: sql`jsonb_set(${events.event}, '{member}', ${without})` })
    .where(and(inEvents(roomId, from, to), sql`${events.event} #>> '{member,id}' = ${userId}`))
}

function speechless(db: Database, roomId: string, { userId, from, to }: Range) {
  const said = sql`${events.event} ->> 'type' = 'message.sent' and ${events.event} ->> 'by' = ${userId}`
  const inMessages = and(eq(messages.roomId, roomId), gte(messages.seq, from), lt(messages.seq, to))
  return [
    db
      .update(events)
      .set({ event: sql`jsonb_set(${events.event}, '{body}', '""')` })
      .where(and(inEvents(roomId, from, to), said)),
    db.execute(retoldWithout(roomId, { userId, from, to })),
    db
      .update(messages)
      .set({ body: '', deletedAt: sql`coalesce(${messages.deletedAt}, now())` })
      .where(and(inMessages, eq(messages.userId, userId), ne(messages.body, ''))),
  ] as const
}

/** What they had said stands in the events that told it anew, too. */
function retoldWithout(roomId: string, { userId, from, to }: Range) {
  const theirs = sql`back ->> 'by' = ${userId}`
  return sql`
    update ${events} set event = jsonb_set(event, '{messages}', (
      select jsonb_agg(case when ${theirs} then jsonb_set(back, '{body}', '""') else back end order by nth)
      from jsonb_array_elements(event -> 'messages') with ordinality as list (back, nth)))
    where ${inEvents(roomId, from, to)} and ${RETELLS}
      and exists (select from jsonb_array_elements(event -> 'messages') as back where ${theirs})`
}

function inEvents(roomId: string, from: number, to: number) {
  return and(eq(events.roomId, roomId), gte(events.seq, from), lt(events.seq, to))
}
