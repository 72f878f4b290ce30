import { eq, type SQL, sql } from 'drizzle-orm'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { AccountRow } from './accounts.ts'
import { type Entry, recording } from './audit.ts'
import { type Database, QueryFailed, run, UniqueViolation } from './client.ts'
import { usingUp } from './invitations.ts'
import { accounts } from './schema.ts'
import { type NewSession, opening } from './sessions.ts'
import { takingTurns } from './turns.ts'

/** By what right somebody makes an account. */
export type Admission =
  | { by: 'anybody' }
  | { by: 'first' }
  /** @param hash of the token. @param now milliseconds since 1970 */
  | { by: 'invitation'; hash: string; now: number }

export interface NewAccount {
  id: string
  username: string
  usernameKey: string
  displayName: string
  email: string | null
  emailSince: Date | null
  passwordHash: string
}

/**
 * Writes a new account, its first session and the audit entry, and uses up the invitation: all or none.
 * The first account there ever is becomes the admin.
 * @returns a refusal when the name is taken, or when the right to it is gone by now
 * @throws Unavailable
 */
export async function insertAccount(
  db: Database,
  account: NewAccount,
  session: NewSession,
  entry: Entry,
  admission: Admission,
): Promise<Outcome<AccountRow>> {
  const mine = eq(accounts.id, account.id)
  const batch = db.batch([
    takingTurns(db, 'admins', NOBODY),
    db.execute(admitting(account, admission)),
    ...opening(db, session),
    recording(db, entry),
    db.select().from(accounts).where(mine),
  ])
  try {
    const [row] = (await run(batch))[5]
    if (row === undefined) throw new Error('an account without a row has a session')
    return done(row)
  } catch (error) {
    if (error instanceof UniqueViolation) return refused('username_taken')
    if (admission.by !== 'anybody' && isUnadmitted(error)) return refused(REFUSALS[admission.by])
    throw error
  }
}

// Those who deleted theirs are nobody: else a deployment that all have left would stay closed for good.
const NOBODY = sql`not exists (select from ${accounts} where deleted_at is null)`
const REFUSALS = { first: 'invitation_needed', invitation: 'invitation_invalid' } as const

/**
 * Whoever has lost the right to it gets no row. The session that was to belong to it then has nothing to
 * point at, and Postgres takes back the whole batch.
 */
function admitting(account: NewAccount, admission: Admission): SQL {
  const { id, username, usernameKey, displayName, email, emailSince, passwordHash } = account
  const since = emailSince?.toISOString() ?? null
  return sql`
    with admitted as (${right(admission)})
    insert into ${accounts}
      (id, username, username_key, display_name, email, email_since, password_hash, invitation_id, role)
    select ${id}::uuid, ${username}, ${usernameKey}, ${displayName}, ${email},
      ${since}::timestamptz, ${passwordHash}, admitted.id,
      case when ${NOBODY} then 'admin' else 'member' end
    from admitted`
}

/** One row or none; with an invitation, its id. */
function right(admission: Admission): SQL {
  if (admission.by === 'invitation') return usingUp(admission.hash, admission.now)
  return sql`select null::uuid as id where ${admission.by === 'anybody' ? sql`true` : NOBODY}`
}

function isUnadmitted(error: unknown): boolean {
  return error instanceof QueryFailed && error.sqlstate === FOREIGN_KEY_VIOLATION
}
const FOREIGN_KEY_VIOLATION = '23503'
