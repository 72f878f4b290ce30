import { and, asc, inArray, isNull, ne, sql } from 'drizzle-orm'
import { foldUsername } from '../../protocol/names.ts'
import type { Person } from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import { type Database, run } from './client.ts'
import { accounts } from './schema.ts'
import { literally } from './seeking.ts'

/** People named in answer to a few letters. */
const FOUND_MAX = 20

/** Who has these usernames, in no order: those who have an account. @throws Unavailable */
export async function findPeople(
  db: Database,
  usernames: readonly string[],
): Promise<Required<Profile>[]> {
  const { id, username, displayName, updatedAt } = accounts
  const rows = await run(
    db
      .select({ id, username, displayName, updatedAt })
      .from(accounts)
      .where(and(inArray(username, [...usernames]), isNull(accounts.deletedAt))),
  )
  return rows.map(({ updatedAt, ...person }) => ({ ...person, namedAt: updatedAt.getTime() }))
}

/**
 * People whose username or display name, or a word of it, begins like this: those first whose username does.
 * Everybody's names are looked through; a deployment has some thousand.
 * @param userId who asks, and is not meant
 * @throws Unavailable
 */
export async function searchPeople(db: Database, q: string, userId: string): Promise<Person[]> {
  const { id, username, displayName } = accounts
  const name = literally(foldUsername(q))
  const words = literally(q.normalize('NFC').toLowerCase())
  const begins = sql`${username} like ${`${name}%`}`
  const shown = sql`lower(${displayName})`
  return await run(
    db
      .select({ id, username, displayName })
      .from(accounts)
      .where(
        and(
          isNull(accounts.deletedAt),
          ne(id, userId),
          sql`(${begins} or translate(${username}, '._', '--') like ${`%-${name}%`}
            or ${shown} like ${`${words}%`} or ${shown} like ${`% ${words}%`})`,
        ),
      )
      .orderBy(sql`${begins} desc`, asc(username))
      .limit(FOUND_MAX),
  )
}
