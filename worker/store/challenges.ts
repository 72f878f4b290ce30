import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { type Database, run } from './client.ts'
import { challenges, sessions } from './schema.ts'

export type ChallengeRow = typeof challenges.$inferSelect
export type Purpose = ChallengeRow['purpose']

/** Writes a challenge, and does away with those that ran out. @throws Unavailable */
export async function insertChallenge(
  db: Database,
  challenge: typeof challenges.$inferInsert,
  now: number,
): Promise<void> {
  const over = lt(challenges.expiresAt, new Date(now))
  await run(db.batch([db.insert(challenges).values(challenge), db.delete(challenges).where(over)]))
}

/**
 * Takes a challenge: whoever comes second finds none.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function takeChallenge(
  db: Database,
  hash: string,
  purpose: Purpose,
  now: number,
): Promise<ChallengeRow | undefined> {
  const [row] = await run(
    db
      .delete(challenges)
      .where(open(hash, purpose, now))
      .returning(),
  )
  return row
}

/** Looks at a challenge and leaves it: a mistyped code may be typed again. @throws Unavailable */
export async function findChallenge(
  db: Database,
  hash: string,
  purpose: Purpose,
  now: number,
): Promise<ChallengeRow | undefined> {
  const [row] = await run(
    db
      .select()
      .from(challenges)
      .where(open(hash, purpose, now)),
  )
  return row
}

/**
 * Counts a try at a challenge before it is known how it ends: many at once are no way around it.
 * @param most tries of a challenge
 * @returns undefined when there were as many
 * @throws Unavailable
 */
export async function tryChallenge(
  db: Database,
  hash: string,
  purpose: Purpose,
  now: number,
  most: number,
): Promise<ChallengeRow | undefined> {
  const [row] = await run(
    db
      .update(challenges)
      .set({ tries: sql`${challenges.tries} + 1` })
      .where(and(open(hash, purpose, now), lt(challenges.tries, most)))
      .returning(),
  )
  return row
}

/** Voids what an account was asked or offered for these purposes. For a batch, or for `run`. */
export function voiding(db: Database, accountId: string, ...purposes: Purpose[]) {
  const open = and(eq(challenges.accountId, accountId), inArray(challenges.purpose, purposes))
  return db.delete(challenges).where(open)
}

function open(hash: string, purpose: Purpose, now: number) {
  return and(
    eq(challenges.hash, hash),
    eq(challenges.purpose, purpose),
    gt(challenges.expiresAt, new Date(now)),
  )
}

/** Voids the links for a forgotten password that somebody has made, whoever they are for. For a batch. */
export function voidingResets(db: Database, adminId: string) {
  const theirs = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.accountId, adminId))
  const made = and(eq(challenges.purpose, 'password_reset'), inArray(challenges.sessionId, theirs))
  return db.delete(challenges).where(made)
}
