import { and, desc, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Activity } from '../../protocol/rest.ts'
import { type Database, run } from './client.ts'
import { audit } from './schema.ts'

// What the audit has on one account. Everything throws Unavailable.
//
// What was done in rooms is left out where somebody looks for what does not come from them: it is in the audit of the
// room, and would bury a sign-in that was not theirs.

/** Where a page ends. */
export interface Place {
  at: Date
  id: number
}

export type Row = Awaited<ReturnType<typeof select>>[number]

/** What an account did itself, newest first, from behind `after`. */
export async function ownPage(
  db: Database,
  accountId: string,
  after: Place | undefined,
  limit: number,
): Promise<Row[]> {
  return await run(select(db, and(byThem(accountId), behind(after)), limit))
}

/** What others did to an account, or tried, newest first. */
export async function othersPage(
  db: Database,
  accountId: string,
  after: Place | undefined,
  limit: number,
): Promise<Row[]> {
  return await run(select(db, and(toThem(accountId), behind(after)), limit))
}

/** The newest of both, of what concerns the account itself. */
export async function newestActivity(
  db: Database,
  accountId: string,
  limit: number,
): Promise<Activity[]> {
  // One question for each index: asked as one they would be answered by neither.
  const [own, others] = await run(
    db.batch([
      select(db, and(byThem(accountId), outsideRooms()), limit),
      select(db, and(toThem(accountId), outsideRooms()), limit),
    ]),
  )
  return [...own, ...others]
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id)
    .slice(0, limit)
    .map(row => toActivity(row, accountId))
}

/** Where somebody else was when they did something is theirs; who is not known may be a thief. */
export function toActivity({ at, action, ip, actorId }: Row, accountId: string): Activity {
  const isTheirs = actorId !== null && actorId !== accountId
  return { at: at.getTime(), action, ip: isTheirs ? '' : ip }
}

function select(db: Database, where: SQL | undefined, limit: number) {
  const { id, action, ip, actorId, createdAt: at } = audit
  return db
    .select({ id, action, ip, actorId, at })
    .from(audit)
    .where(where)
    .orderBy(desc(audit.createdAt), desc(audit.id))
    .limit(limit)
}

function byThem(accountId: string) {
  return eq(audit.actorId, accountId)
}

function toThem(accountId: string) {
  const another = or(isNull(audit.actorId), ne(audit.actorId, accountId))
  return and(eq(audit.targetId, accountId), another)
}

function outsideRooms() {
  return isNull(audit.roomId)
}

function behind(after: Place | undefined) {
  if (after === undefined) return undefined
  return sql`(${audit.createdAt}, ${audit.id}) < (${after.at.toISOString()}, ${after.id})`
}
