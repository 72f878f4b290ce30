import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { BLOCKS_MAX } from '../../protocol/limits.ts'
import type { Person } from '../../protocol/rest.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { type Entry, recordingChange } from './audit.ts'
import { type Database, run } from './client.ts'
import { accounts, blocks } from './schema.ts'

// Who does not want to hear from whom. Everything throws Unavailable.

/** Whom somebody has blocked, the last first. */
export async function blockedBy(db: Database, accountId: string): Promise<Person[]> {
  const { id, username, displayName } = accounts
  return await run(
    db
      .select({ id, username, displayName })
      .from(blocks)
      .innerJoin(accounts, eq(accounts.id, blocks.blockedId))
      .where(eq(blocks.accountId, accountId))
      .orderBy(desc(blocks.createdAt), asc(id))
      .limit(BLOCKS_MAX),
  )
}

/** Blocks somebody and records it. Again, it changes nothing. */
export async function block(
  db: Database,
  accountId: string,
  blockedId: string,
  entry: Omit<Entry, 'targetId'>,
): Promise<Outcome<null>> {
  const own = eq(blocks.accountId, accountId)
  const blocking = sql`
    insert into ${blocks} (account_id, blocked_id)
    select ${accountId}::uuid, ${blockedId}::uuid
    where (select count(*) from ${blocks} where account_id = ${accountId}) < ${BLOCKS_MAX}::int
    on conflict do nothing
    returning blocked_id as id`
  const [, , [row]] = await run(
    db.batch([
      // Two at once: the second sees what the first has written. What they say meanwhile need not wait.
      db
        .select({ id: accounts.id })
        .from(accounts)
        .where(eq(accounts.id, accountId))
        .for('no key update'),
      recordingChange(db, blocking, entry),
      db
        .select({ id: blocks.blockedId })
        .from(blocks)
        .where(and(own, eq(blocks.blockedId, blockedId))),
    ]),
  )
  return row === undefined ? refused('too_many') : done(null)
}

/** Blocks somebody no more and records it. Who was not blocked is not now either. */
export async function unblock(
  db: Database,
  accountId: string,
  blockedId: string,
  entry: Omit<Entry, 'targetId'>,
): Promise<void> {
  const unblocking = sql`
    delete from ${blocks} where account_id = ${accountId} and blocked_id = ${blockedId}
    returning blocked_id as id`
  await run(recordingChange(db, unblocking, entry))
}

/** Whether somebody has blocked any of these others, or one of them has blocked them. */
export async function isBlocked(
  db: Database,
  accountId: string,
  others: readonly string[],
): Promise<boolean> {
  const either = or(
    and(eq(blocks.accountId, accountId), inArray(blocks.blockedId, [...others])),
    and(eq(blocks.blockedId, accountId), inArray(blocks.accountId, [...others])),
  )
  const rows = await run(db.select({ id: blocks.blockedId }).from(blocks).where(either).limit(1))
  return rows.length > 0
}
