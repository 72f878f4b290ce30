import { sql } from 'drizzle-orm'
import { RESTORE_MS } from '../../protocol/limits.ts'
import { CLEAN_UP_ROWS } from './clean-up.ts'
import { type Database, run } from './client.ts'
import { RETELLS } from './retelling.ts'
import { events, messages } from './schema.ts'

/** Portions in one go: what is more has to wait. */
const ROUNDS = 25

/**
 * Empties messages that were removed so long ago that they cannot be brought back: their bodies, those in the events
 * that said them, and in those that told them anew.
 * @param now milliseconds since 1970
 * @returns how many
 * @throws Unavailable
 */
export async function emptyRemoved(db: Database, now: number): Promise<number> {
  const before = new Date(now - RESTORE_MS).toISOString()
  let total = 0
  for (let round = 0; round < ROUNDS; round++) {
    const { rowCount } = await run(db.execute(emptying(before)))
    total += rowCount
    if (rowCount < CLEAN_UP_ROWS) break
  }
  return total
}

/** One statement, so that no body is left in one place and gone from the other. */
function emptying(before: string) {
  return sql`
    with old as materialized (
      select id, room_id, seq from ${messages}
      where deleted_at < ${before}::timestamptz and body <> ''
      limit ${CLEAN_UP_ROWS}::int
    ), said as (
      update ${events} set event = jsonb_set(event, '{body}', '""')
      from old where events.room_id = old.room_id and events.seq = old.seq
        and event ->> 'type' = 'message.sent'
    ), retold as (
      update ${events} set event = jsonb_set(event, '{messages}', (
        select jsonb_agg(case when old.id is null then back else jsonb_set(back, '{body}', '""') end order by nth)
        from jsonb_array_elements(event -> 'messages') with ordinality as list (back, nth)
        left join old on old.room_id = events.room_id and old.seq = (back ->> 'seq')::bigint))
      where ${RETELLS} and room_id in (select room_id from old)
        and events.seq > (select min(seq) from old where old.room_id = events.room_id)
        and exists (select from jsonb_array_elements(event -> 'messages') as back
          join old on old.room_id = events.room_id and old.seq = (back ->> 'seq')::bigint)
    )
    update ${messages} set body = '' from old where messages.id = old.id`
}
