import { and, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import { type Database, run } from './client.ts'
import { RETELLS } from './retelling.ts'
import { events, messages } from './schema.ts'

/**
 * Takes what was said in a room out of Postgres, from one seq up to and without another. The events keep
 * their places. Doing it again changes nothing.
 * @throws Unavailable or QueryFailed
 */
export async function expireEvents(
  db: Database,
  roomId: string,
  from: number,
  to: number,
): Promise<void> {
  const type = sql`${events.event} ->> 'type'`
  const silent = sql`${events.event} || case
    when ${RETELLS} then '{"messages":[]}'::jsonb else '{"body":""}'::jsonb end`
  const spoken = inArray(type, ['message.sent', 'message.restored', 'message.edited'])
  const inEvents = and(eq(events.roomId, roomId), gte(events.seq, from), lt(events.seq, to))
  const inMessages = and(eq(messages.roomId, roomId), gte(messages.seq, from), lt(messages.seq, to))
  // What is told anew later is as old as it was.
  const kept = sql`select coalesce(jsonb_agg(said order by nth), '[]')
    from jsonb_array_elements(${events.event} -> 'messages') with ordinality as list (said, nth)
    where (said ->> 'seq')::bigint >= ${to}`
  const later = and(eq(events.roomId, roomId), gte(events.seq, to), RETELLS)
  const old = sql`exists (select from jsonb_array_elements(${events.event} -> 'messages') as said
    where (said ->> 'seq')::bigint < ${to})`
  await run(
    db.batch([
      db.update(events).set({ event: silent }).where(and(inEvents, spoken)),
      db
        .update(events)
        .set({ event: sql`jsonb_set(${events.event}, '{messages}', (${kept}))` })
        .where(and(later, old)),
      db
        .update(messages)
        .set({ body: '', deletedAt: sql`coalesce(${messages.deletedAt}, now())` })
        .where(and(inMessages, ne(messages.body, ''))),
    ]),
  )
}
