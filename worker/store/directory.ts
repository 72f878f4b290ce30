import { asc, desc, type SQL, sql } from 'drizzle-orm'
import { DIRECTORY_PAGE } from '../../protocol/limits.ts'
import type { Directory } from '../../protocol/rest.ts'
import { type Place, paged } from '../domain/place.ts'
import { type Database, run } from './client.ts'
import { isOpen, summaries, toSummary } from './room-summaries.ts'
import { rooms } from './schema.ts'
import { speaksOf } from './seeking.ts'

/**
 * A page of the public rooms, those with the most members first.
 * @param userId who asks: their own role is told
 * @param after by members and id
 * @throws Unavailable
 */
export async function openRooms(
  db: Database,
  userId: string,
  q: string,
  after: Place | undefined,
): Promise<Directory> {
  const which = sql`${isOpen} and ${speaksOf(q)} and ${behind(after)}`
  const asked = summaries(db, userId, which)
    .orderBy(desc(rooms.memberCount), asc(rooms.id))
    .limit(DIRECTORY_PAGE + 1)
  const { page, after: next } = paged(await run(asked), DIRECTORY_PAGE, ({ room }) => ({
    rank: room.memberCount,
    id: room.id,
  }))
  return { rooms: page.map(toSummary), after: next }
}

function behind(after: Place | undefined): SQL {
  if (after === undefined) return sql`true`
  const { rank, id } = after
  return sql`${rooms.memberCount} <= ${rank}::bigint and (${rooms.memberCount} < ${rank}::bigint or ${rooms.id} > ${id})`
}
