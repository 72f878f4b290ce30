import { desc, sql } from 'drizzle-orm'
import { DIRECTORY_PAGE } from '../../protocol/limits.ts'
import type { AdminRooms } from '../../protocol/rest.ts'
import { type Place, paged } from '../domain/place.ts'
import { type Database, run } from './client.ts'
import { toRoom } from './room-summaries.ts'
import { rooms } from './schema.ts'
import { speaksOf } from './seeking.ts'

/**
 * A page of all rooms, those that were deleted or archived included, the newest first.
 * @param after by the time they were made, in milliseconds since 1970, and id
 * @throws Unavailable
 */
export async function allRooms(
  db: Database,
  q: string,
  after: Place | undefined,
): Promise<AdminRooms> {
  const behind =
    after === undefined
      ? sql`true`
      : sql`(${rooms.createdAt}, ${rooms.id}) < (${new Date(after.rank).toISOString()}, ${after.id})`
  const asked = db
    .select()
    .from(rooms)
    .where(sql`${rooms.kind} = 'room' and ${rooms.headSeq} > 0 and ${speaksOf(q)} and ${behind}`)
    .orderBy(desc(rooms.createdAt), desc(rooms.id))
    .limit(DIRECTORY_PAGE + 1)
  const { page, after: next } = paged(await run(asked), DIRECTORY_PAGE, row => ({
    rank: row.createdAt.getTime(),
    id: row.id,
  }))
  return {
    rooms: page.map(row => ({
      ...toRoom(row),
      members: row.memberCount,
      lastActivityAt: row.lastActivityAt.getTime(),
    })),
    after: next,
  }
}
