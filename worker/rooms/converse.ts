import type { Room } from '../../protocol/events.ts'
import { GROUP_PEOPLE_MAX } from '../../protocol/limits.ts'
import type { RoomAnswer } from '../../protocol/rest.ts'
import { defaultSettings } from '../../protocol/room-settings.ts'
import { conversationId } from '../domain/conversation-id.ts'
import type { Profile } from '../domain/identity.ts'
import { type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { isBlocked } from '../store/blocks.ts'
import { findPeople } from '../store/people.ts'
import { showAgain } from '../store/preferences.ts'
import { isBegun } from '../store/rooms.ts'

/** Conversations that one account may open in an hour: a new one is an object that is never given back. */
export const CONVERSATIONS_OPENED = { most: 120, windowMs: 3_600_000 }

/**
 * Opens the conversation of somebody with others, which comes to be with the first to open it. Its id is made of
 * who they are: two who open it at the same time open the same.
 * @param usernames of the others
 * @throws Unavailable
 */
export async function converse(
  { db, env, now }: Parts,
  me: Profile,
  usernames: readonly string[],
): Promise<Outcome<RoomAnswer>> {
  const named = new Set(usernames)
  const found = await findPeople(db, [...named])
  if (found.length < named.size) return refused('no_such_account')
  const others = found.filter(person => person.id !== me.id)
  if (others.length === 0) return refused('self_target')
  if (others.length + 1 > GROUP_PEOPLE_MAX) return refused('conversation_full')
  const people = [me, ...others]
  const id = conversationId(people.map(person => person.id))
  const kind = others.length === 1 ? 'direct' : 'group'
  const otherIds = others.map(person => person.id)
  // What two have said to each other stays there for both.
  const isNew = kind === 'group' || !(await isBegun(db, id))
  if (isNew && (await isBlocked(db, me.id, otherIds))) return refused('blocked')
  const card = cardOf({ id, kind, createdBy: me.id, createdAt: now() })
  const opened = await new RoomDoor(env.ROOMS, id).converse(card, people, me)
  if (opened.ok) await showAgain(db, me.id, id)
  return opened
}

/** Nobody's, and without a name: the people in it stand for one. */
function cardOf(made: Pick<Room, 'id' | 'kind' | 'createdBy' | 'createdAt'>): Room {
  return {
    ...made,
    ...{ name: '', topic: '', description: '', visibility: 'private' },
    ...{ archivedAt: null, deletedAt: null, settings: defaultSettings() },
  }
}
