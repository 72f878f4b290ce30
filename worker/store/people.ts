import { and, asc, eq, exists, inArray, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { foldUsername } from '../../protocol/names.ts'
import type { Person } from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import { type Database, run } from './client.ts'
import { accounts, blocks, members, rooms } from './schema.ts'
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

/**
 * Who of these a person may know the whereabouts of: with whom they share a room or a conversation, unless one of
 * the two has blocked the other. @throws Unavailable
 */
export async function visibleTo(
  db: Database,
  userId: string,
  ids: readonly string[],
): Promise<string[]> {
  const own = alias(members, 'own')
  const shared = db
    .select({ one: sql`1` })
    .from(members)
    .innerJoin(own, and(eq(own.roomId, members.roomId), eq(own.userId, userId), isNull(own.leftAt)))
    .innerJoin(rooms, and(eq(rooms.id, members.roomId), isNull(rooms.deletedAt)))
    .where(and(eq(members.userId, accounts.id), isNull(members.leftAt)))
  const apart = db
    .select({ one: sql`1` })
    .from(blocks)
    .where(
      or(
        and(eq(blocks.accountId, userId), eq(blocks.blockedId, accounts.id)),
        and(eq(blocks.accountId, accounts.id), eq(blocks.blockedId, userId)),
      ),
    )
  const isOther = and(inArray(accounts.id, [...ids]), ne(accounts.id, userId))
  const rows = await run(
    db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(isOther, isNull(accounts.deletedAt), exists(shared), notExists(apart))),
  )
  return rows.map(({ id }) => id)
}
