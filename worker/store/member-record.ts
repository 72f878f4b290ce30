import { sql } from 'drizzle-orm'
import type { Role, Room, RoomEvent } from '../../protocol/events.ts'
import type { Database } from './client.ts'
import { members, roomInvitations } from './schema.ts'

// Who belongs to a room, and who was asked in, as a run of its events leaves it. However many came and went in the
// run, each is one row of one statement. Times are milliseconds since 1970.

interface Belonging {
  userId: string
  role: Role
  joinedAt: number
  leftAt: number | null
  bannedAt: number | null
}

interface Asked {
  userId: string
  by: string
  at: number
  until: number
}

/** The statements for a batch: none where nobody came or went. */
export function puttingPeople(db: Database, room: Room, events: readonly RoomEvent[]) {
  const { belonging, pardoned, asked, named, answered } = outcomeOf(events)
  return [
    ...(named.size === 0 ? [] : [puttingNamed(db, room.id, [...named])]),
    ...(belonging.size === 0 ? [] : [puttingMembers(db, room.id, [...belonging.values()])]),
    ...(pardoned.size === 0 ? [] : [pardoning(db, room.id, [...pardoned])]),
    ...(answered.size === 0 ? [] : [forgettingAsked(db, room.id, [...answered])]),
    ...(asked.size === 0 ? [] : [puttingAsked(db, room.id, [...asked.values()])]),
  ]
}

/** What the last word on each is. */
function outcomeOf(events: readonly RoomEvent[]) {
  const belonging = new Map<string, Belonging>()
  const pardoned = new Set<string>()
  const asked = new Map<string, Asked>()
  const named = new Map<string, number>()
  const answered = new Set<string>()
  for (const event of events) {
    if (event.type === 'member.joined' || event.type === 'member.changed') {
      const { id, role, joinedAt } = event.member
      const stands = { role: role ?? 'member', joinedAt, leftAt: null, bannedAt: null }
      belonging.set(id, { userId: id, ...stands })
    } else if (event.type === 'member.left') {
      const { at, banned, member } = event
      // The row stays, as their messages do; the role they had is of no use any more.
      const gone = { role: 'member' as const, leftAt: at, bannedAt: banned ? at : null }
      belonging.set(member.id, { userId: member.id, joinedAt: member.joinedAt, ...gone })
      pardoned.delete(member.id)
    } else if (event.type === 'member.unbanned') {
      const { id } = event.member
      const known = belonging.get(id)
      if (known === undefined) pardoned.add(id)
      else belonging.set(id, { ...known, bannedAt: null })
    } else if (event.type === 'member.invited') {
      const { at, by, member, until } = event
      asked.set(member.id, { userId: member.id, by, at, until })
      named.set(member.id, at)
    }
    if (ANSWERS.has(event.type) && 'member' in event) {
      asked.delete(event.member.id)
      answered.add(event.member.id)
    }
  }
  return { belonging, pardoned, asked, named, answered }
}
/** After these nobody waits for their answer any more. */
const ANSWERS: ReadonlySet<RoomEvent['type']> = new Set([
  'member.joined',
  'member.uninvited',
  'member.left',
  'member.erased',
])

function puttingMembers(db: Database, roomId: string, rows: readonly Belonging[]) {
  return db.execute(sql`
    insert into ${members} (room_id, user_id, role, joined_at, last_seen_at, left_at, banned_at)
    select ${roomId}, "userId", role, to_timestamp("joinedAt" / 1000.0),
      to_timestamp(coalesce("leftAt", "joinedAt") / 1000.0), to_timestamp("leftAt" / 1000.0),
      to_timestamp("bannedAt" / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as told ("userId" uuid, role text, "joinedAt" bigint, "leftAt" bigint, "bannedAt" bigint)
    on conflict (room_id, user_id) do update
    set role = excluded.role, left_at = excluded.left_at, banned_at = excluded.banned_at,
      joined_at = case when excluded.left_at is null then excluded.joined_at else ${members.joinedAt} end`)
}

/** Whoever was asked in, as somebody who left at once: the room has to be found that has their name. */
function puttingNamed(db: Database, roomId: string, named: readonly [string, number][]) {
  const rows = named.map(([userId, at]) => ({ userId, at }))
  return db.execute(sql`
    insert into ${members} (room_id, user_id, role, joined_at, last_seen_at, left_at)
    select ${roomId}, "userId", 'member', moment, moment, moment
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told ("userId" uuid, at bigint),
      to_timestamp(at / 1000.0) as moment
    on conflict do nothing`)
}

function pardoning(db: Database, roomId: string, userIds: readonly string[]) {
  return db.execute(sql`
    update ${members} set banned_at = null
    where room_id = ${roomId} and user_id in (${ids(userIds)})`)
}

function forgettingAsked(db: Database, roomId: string, userIds: readonly string[]) {
  return db.execute(sql`
    delete from ${roomInvitations}
    where room_id = ${roomId} and user_id in (${ids(userIds)})`)
}

function puttingAsked(db: Database, roomId: string, rows: readonly Asked[]) {
  return db.execute(sql`
    insert into ${roomInvitations} (room_id, user_id, invited_by, created_at, expires_at)
    select ${roomId}, "userId", "by", to_timestamp(at / 1000.0), to_timestamp(until / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as told ("userId" uuid, "by" uuid, at bigint, until bigint)
    on conflict (room_id, user_id) do update
    set invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at`)
}

/** All in one parameter, as the events are. */
function ids(userIds: readonly string[]) {
  return sql`select value::uuid from jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb)`
}
