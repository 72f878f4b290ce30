import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Room } from '../../protocol/events.ts'
import type { Person, RoomSummary } from '../../protocol/rest.ts'
import { defaultSettings } from '../../protocol/room-settings.ts'
import type { Database } from './client.ts'
import { accounts, members, roomPreferences, rooms } from './schema.ts'

/** People named of a conversation: enough to call it by. */
const PEOPLE_NAMED = 8

/** The membership of whoever asks. */
const mine = alias(members, 'mine')

/** Whether whoever asks belongs to the room. */
export const belongs = sql`${mine.userId} is not null`

/** Whether they have put a conversation away, and nothing has happened there since. */
export const isHidden = sql<boolean>`(${rooms.kind} <> 'room'
  and coalesce(${roomPreferences.hiddenAt} >= ${rooms.lastActivityAt}, false))`

/** Whether the room has come to be, and is there still. */
export const isThere = sql`(${rooms.headSeq} > 0 and ${rooms.deletedAt} is null)`

/** Whether anybody could join it. */
export const isOpen = sql`(${rooms.kind} = 'room' and ${rooms.visibility} = 'public'
  and ${rooms.archivedAt} is null and ${rooms.deletedAt} is null and ${rooms.headSeq} > 0)`

/** The statement that finds rooms as one person sees them in a list, for a batch or for `run`. */
export function summaries(db: Database, userId: string, which: SQL) {
  const { favourite, muted } = roomPreferences
  const own = and(eq(mine.roomId, rooms.id), eq(mine.userId, userId), isNull(mine.leftAt))
  const kept = and(eq(roomPreferences.roomId, rooms.id), eq(roomPreferences.accountId, userId))
  return db
    .select({
      room: rooms,
      role: mine.role,
      favourite,
      muted,
      hidden: isHidden.mapWith(Boolean),
      people: others(userId),
    })
    .from(rooms)
    .leftJoin(mine, own)
    .leftJoin(roomPreferences, kept)
    .where(which)
}

function others(userId: string) {
  return sql<Person[]>`case when ${rooms.kind} = 'room' then '[]'::jsonb else (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', id, 'username', username, 'displayName', display_name) order by joined_at, id), '[]'::jsonb)
    from (
      select person.id, username, display_name, joined_at
      from ${members} other join ${accounts} person on person.id = other.user_id
      where other.room_id = ${rooms.id} and other.user_id <> ${userId} and other.left_at is null
      order by joined_at, person.id limit ${PEOPLE_NAMED}
    ) shown) end`
}

type Row = Awaited<ReturnType<typeof summaries>>[number]
export type RoomRow = typeof rooms.$inferSelect

export function toSummary(row: Row): RoomSummary {
  const { room, role, people, hidden } = row
  return {
    ...toRoom(room),
    members: room.memberCount,
    role,
    lastActivityAt: room.lastActivityAt.getTime(),
    preferences: { favourite: row.favourite ?? false, muted: row.muted ?? false, hidden },
    people,
  }
}

/** A room as it is told; settings from before there were some are as they were. */
export function toRoom(row: RoomRow): Room {
  const { id, kind, name, topic, description, visibility, createdBy } = row
  return {
    ...{ id, kind, name, topic, description, visibility, createdBy },
    createdAt: row.createdAt.getTime(),
    archivedAt: row.archivedAt?.getTime() ?? null,
    deletedAt: row.deletedAt?.getTime() ?? null,
    settings: { ...defaultSettings(), ...row.settings },
  }
}
