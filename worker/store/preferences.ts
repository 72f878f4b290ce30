import { and, eq, sql } from 'drizzle-orm'
import type { ChangePreferences, Preferences } from '../../protocol/rest.ts'
import { type Database, run } from './client.ts'
import { isHidden } from './room-summaries.ts'
import { roomPreferences, rooms } from './schema.ts'

/**
 * Changes what somebody keeps of a room for themselves; what is not named stays.
 * @param now milliseconds since 1970
 * @returns what they keep of it now, or undefined when Postgres does not know the room yet
 * @throws Unavailable
 */
export async function changePreferences(
  db: Database,
  accountId: string,
  roomId: string,
  { favourite, muted, hidden }: ChangePreferences,
  now: number,
): Promise<Preferences | undefined> {
  const hiddenAt = hidden ? new Date(now).toISOString() : null
  const kept = (column: string, given: unknown) =>
    given === undefined ? sql.raw(`room_preferences.${column}`) : sql.raw(`excluded.${column}`)
  const own = and(eq(roomPreferences.roomId, rooms.id), eq(roomPreferences.accountId, accountId))
  const [, [row]] = await run(
    db.batch([
      db.execute(sql`
        insert into ${roomPreferences} (account_id, room_id, favourite, muted, hidden_at)
        select ${accountId}, id, ${favourite ?? false}::boolean, ${muted ?? false}::boolean,
          ${hiddenAt}::timestamptz
        from ${rooms} where id = ${roomId}
        on conflict (account_id, room_id) do update set favourite = ${kept('favourite', favourite)},
          muted = ${kept('muted', muted)}, hidden_at = ${kept('hidden_at', hidden)}`),
      db
        .select({
          favourite: roomPreferences.favourite,
          muted: roomPreferences.muted,
          hidden: isHidden.mapWith(Boolean),
        })
        .from(rooms)
        .innerJoin(roomPreferences, own)
        .where(eq(rooms.id, roomId)),
    ]),
  )
  return row
}

/** Brings a conversation back that somebody had put away. @throws Unavailable */
export async function showAgain(db: Database, accountId: string, roomId: string): Promise<void> {
  const own = and(eq(roomPreferences.roomId, roomId), eq(roomPreferences.accountId, accountId))
  await run(db.update(roomPreferences).set({ hiddenAt: null }).where(own))
}
