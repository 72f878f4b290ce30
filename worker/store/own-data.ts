import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { type Database, run } from './client.ts'
import {
  accessTokens,
  blocks,
  invitations,
  members,
  messages,
  passkeys,
  receipts,
  reports,
  roomPreferences,
  rooms,
  sessions,
} from './schema.ts'

// What is kept of one person, read for them. Everything throws Unavailable.

/** Of each kind: nobody has more, unless somebody signs in all day long. */
const OWN_MAX = 1_000

/** Everything but what they said and did, which may be any amount. */
export async function ownThings(db: Database, accountId: string) {
  const { role, joinedAt, leftAt, lastSeenAt } = members
  const { readSeq } = receipts
  const [devices, invited, keys, tokens, belonging, kept, blocked, reported] = await run(
    db.batch([
      db
        .select()
        .from(sessions)
        .where(eq(sessions.accountId, accountId))
        .orderBy(desc(sessions.createdAt))
        .limit(OWN_MAX),
      db
        .select()
        .from(invitations)
        .where(eq(invitations.createdBy, accountId))
        .orderBy(desc(invitations.createdAt))
        .limit(OWN_MAX),
      db.select().from(passkeys).where(eq(passkeys.accountId, accountId)).limit(OWN_MAX),
      db
        .select()
        .from(accessTokens)
        .where(eq(accessTokens.accountId, accountId))
        .orderBy(desc(accessTokens.createdAt))
        .limit(OWN_MAX),
      db
        .select({ id: rooms.id, name: rooms.name, role, joinedAt, leftAt, lastSeenAt, readSeq })
        .from(members)
        .innerJoin(rooms, eq(rooms.id, members.roomId))
        .leftJoin(
          receipts,
          and(eq(receipts.roomId, members.roomId), eq(receipts.userId, members.userId)),
        )
        .where(eq(members.userId, accountId))
        .orderBy(asc(joinedAt)),
      db.select().from(roomPreferences).where(eq(roomPreferences.accountId, accountId)),
      db.select().from(blocks).where(eq(blocks.accountId, accountId)).limit(OWN_MAX),
      db
        .select()
        .from(reports)
        .where(eq(reports.reporterId, accountId))
        .orderBy(desc(reports.createdAt))
        .limit(OWN_MAX),
    ]),
  )
  return { devices, invited, keys, tokens, belonging, kept, blocked, reported }
}

/** A message's place among all messages of its author. */
export interface MessagePlace {
  room: string
  seq: number
}

/** What somebody said, room by room in seq order, from behind `after`. */
export async function ownMessages(
  db: Database,
  accountId: string,
  after: MessagePlace | undefined,
  limit: number,
) {
  const { roomId: room, seq, createdAt: at } = messages
  // What was removed is told to nobody, as long as it is kept.
  const body = sql<string>`case when ${messages.deletedAt} is null then ${messages.body} else '' end`
  return await run(
    db
      .select({ room, seq, at, body })
      .from(messages)
      .where(and(eq(messages.userId, accountId), behind(after)))
      .orderBy(asc(room), asc(seq))
      .limit(limit),
  )
}

function behind(after: MessagePlace | undefined): SQL | undefined {
  if (after === undefined) return undefined
  return sql`(${messages.roomId}, ${messages.seq}) > (${after.room}, ${after.seq})`
}
