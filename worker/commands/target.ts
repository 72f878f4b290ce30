import type { Member } from '../../protocol/events.ts'
import { Refusal } from '../errors.ts'
import { operate } from '../rooms/operate.ts'
import { findPeople } from '../store/people.ts'
import type { Setting } from './doing.ts'

/**
 * Whom a username names: somebody who belongs to the room, or once did.
 * @throws Refusal, which tells who is not here from who is not at all
 */
export async function target({ c, roomId }: Setting, username: string): Promise<Member> {
  try {
    return await operate(c, roomId, 'find', { username })
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'no_such_member')) throw error
    const [known] = await findPeople(c.env.db, [username])
    throw known === undefined ? new Refusal('no_such_account') : error
  }
}

/** Somebody as they are told of. */
export function called({
  displayName,
  username,
}: Pick<Member, 'displayName' | 'username'>): string {
  return displayName === username ? `@${username}` : `${displayName} (@${username})`
}
