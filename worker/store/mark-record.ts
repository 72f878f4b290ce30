import { sql } from 'drizzle-orm'
import type { Following } from '../room/marks.ts'
import { type Database, run } from './client.ts'
import { members, receipts } from './schema.ts'

/**
 * Writes how far members have read, how far the room has arrived at them, and when they were last there: one statement,
 * however many. Marks only rise, so doing it again, or late, changes nothing. Who is no member here is passed over.
 * @throws Unavailable, UniqueViolation or QueryFailed
 */
export async function recordMarks(
  db: Database,
  roomId: string,
  followings: readonly Following[],
): Promise<void> {
  if (followings.length === 0) return
  await run(
    db.execute(sql`
      with told as (
        select * from jsonb_to_recordset(${JSON.stringify(followings)}::jsonb)
          as told ("userId" uuid, read bigint, delivered bigint, "seenAt" bigint)
      ), seen as (
        update ${members}
        set last_seen_at = greatest(last_seen_at, to_timestamp("seenAt" / 1000.0))
        from told where room_id = ${roomId} and user_id = "userId" and "seenAt" > 0
      )
      insert into ${receipts} as kept (room_id, user_id, read_seq, delivered_seq)
      select ${roomId}, "userId", read, delivered
      from told join ${members} on room_id = ${roomId} and user_id = "userId"
      where delivered > 0
      on conflict (room_id, user_id) do update
      set read_seq = greatest(kept.read_seq, excluded.read_seq),
        delivered_seq = greatest(kept.delivered_seq, excluded.delivered_seq), updated_at = now()
      where excluded.read_seq > kept.read_seq or excluded.delivered_seq > kept.delivered_seq`),
  )
}
