import type { Member, Room } from '../../protocol/events.ts'
import { may, type Permission, type Standing } from '../../protocol/permissions.ts'
import type { Account } from '../../protocol/rest.ts'

/**
 * What the person at the page is to a room. Admins of the deployment are above everybody in rooms, and like
 * everybody else in conversations.
 */
export function standingOf(
  { role }: Pick<Account, 'role'>,
  me: Pick<Member, 'role'> | undefined,
  { kind }: Pick<Room, 'kind'>,
): Standing {
  if (role === 'admin' && kind === 'room') return 'deployment admin'
  return me?.role ?? 'visitor'
}

/** Somebody in a room, and what they may do there. */
export interface Stand {
  standing: Standing
  may(permission: Permission): boolean
  /** Milliseconds for which one's own messages may be changed; null, or none, for ever. */
  editWindowMs?: number | null
}

export function standIn(
  account: Pick<Account, 'role'>,
  me: Pick<Member, 'role'> | undefined,
  room: Pick<Room, 'kind' | 'settings'>,
): Stand {
  const standing = standingOf(account, me, room)
  const { editWindowMs } = room.settings
  return { standing, may: permission => may(standing, permission, room), editWindowMs }
}
