import type { Member } from '../../protocol/events.ts'
import type { MembersQuery } from '../../protocol/rest.ts'
import type { Members, Place } from './members.ts'

interface Found {
  members: Member[]
  /** Where the next page begins, null with the last. */
  after: string | null
}

/** A page of those who belong, by standing and name. */
export function listed(members: Pick<Members, 'page'>, query: MembersQuery): Found {
  const { q, role, after, limit } = query
  const page = members.page({ q, role, after: placeOf(after), limit })
  return { members: page.members, after: page.end === undefined ? null : cursorOf(page.end) }
}

/** Whom somebody asks for by id, as far as the room knows them. */
export function lookedUp(members: Pick<Members, 'known'>, ids: readonly string[]): Found {
  return { members: [...new Set(ids)].flatMap(id => members.known(id) ?? []), after: null }
}

/** A cursor is the place itself: what it holds the caller has just been told. */
function cursorOf({ sort, id }: Place): string {
  return `${id}${sort}`
}

/** What is no cursor of ours begins at the beginning, or where it would be. */
function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  return { id: cursor.slice(0, ID_CHARS), sort: cursor.slice(ID_CHARS) }
}
const ID_CHARS = 36
