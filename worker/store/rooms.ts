import { and, desc, eq, exists, gt, isNull, not, type SQL, sql } from 'drizzle-orm'
import type { Invited, RoomList, RoomSummary } from '../../protocol/rest.ts'
import { type Database, run } from './client.ts'
import { belongs, isHidden, isOpen, isThere, summaries, toSummary } from './room-summaries.ts'
import { accounts, members, roomInvitations, rooms } from './schema.ts'

/** Rooms in each part of a list. */
const LIST_MAX = 200

/**
 * The rooms and conversations a person belongs to, the public rooms they do not, and where they are asked in.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function listRooms(db: Database, userId: string, now: number): Promise<RoomList> {
  const waiting = waitingFor(userId, now)
  const asked = db
    .select({ one: sql`1` })
    .from(roomInvitations)
    .where(and(eq(roomInvitations.roomId, rooms.id), waiting))
  const list = (which: SQL) =>
    summaries(db, userId, which).orderBy(desc(rooms.lastActivityAt)).limit(LIST_MAX)
  const [joined, open, askedIn, invitations] = await run(
    db.batch([
      list(sql`${isThere} and ${belongs} and not ${isHidden}`),
      list(sql`${isOpen} and not ${belongs}`),
      list(sql`${isThere} and ${not(belongs)} and ${exists(asked)}`),
      db
        .select({
          roomId: roomInvitations.roomId,
          until: roomInvitations.expiresAt,
          by: { id: accounts.id, username: accounts.username, displayName: accounts.displayName },
        })
        .from(roomInvitations)
        .innerJoin(accounts, eq(accounts.id, roomInvitations.invitedBy))
        .where(waiting),
    ]),
  )
  const roomsById = new Map(askedIn.map(row => [row.room.id, toSummary(row)]))
  const invited = invitations.flatMap(one => toInvited(one, roomsById.get(one.roomId)))
  return {
    joined: joined.map(toSummary),
    open: open.map(toSummary),
    invited: invited.sort((a, b) => b.room.lastActivityAt - a.room.lastActivityAt),
  }
}

/** The ids of the rooms a person belongs to. @throws Unavailable */
export async function roomsOf(db: Database, userId: string): Promise<string[]> {
  const belongs = and(eq(members.userId, userId), isNull(members.leftAt))
  const rows = await run(db.select({ id: members.roomId }).from(members).where(belongs))
  return rows.map(row => row.id)
}

function waitingFor(userId: string, now: number) {
  return and(eq(roomInvitations.userId, userId), gt(roomInvitations.expiresAt, new Date(now)))
}

function toInvited(
  { by, until }: { by: Invited['by']; until: Date },
  room: RoomSummary | undefined,
): Invited[] {
  return room === undefined ? [] : [{ room, by, until: until.getTime() }]
}

/** Whether there is such a room, or was. @throws Unavailable */
export async function isBegun(db: Database, roomId: string): Promise<boolean> {
  const begun = and(eq(rooms.id, roomId), gt(rooms.headSeq, 0))
  const rows = await run(db.select({ id: rooms.id }).from(rooms).where(begun))
  return rows.length > 0
}
