import { may, mayActOn, type Permission, type Standing } from '../../../protocol/permissions.ts'
import { defaultSettings, type Role } from '../../../protocol/room-settings.ts'

/** Who sees to reports: what they are to the rooms they come from, and to whom they cannot do anything. */
export interface Moderator {
  id: string
  standing: Standing
}

/** What of a message's author and room decides about who may do what to them. */
interface Author {
  id: string
  role: Role | null
}

// Settings ask for more only of who sends and who invites, which is nothing of this.
const ROOM = { kind: 'room', settings: defaultSettings() } as const

export function mayDo(moderator: Moderator, permission: Permission): boolean {
  return may(moderator.standing, permission, ROOM)
}

/** Why nothing can be done to somebody in a room; nothing when it can. */
export function shieldOf(moderator: Moderator, author: Author | undefined): string | undefined {
  if (author === undefined) return 'They never belonged to the room.'
  if (author.id === moderator.id) return 'They are yourself.'
  if (author.role === null) return undefined
  if (mayActOn(moderator.standing, author.role)) return undefined
  return `They are ${WORDS[author.role]} of the room, and stand as high there as you or higher.`
}

const WORDS: Readonly<Record<Role, string>> = {
  owner: 'an owner',
  admin: 'an admin',
  moderator: 'a moderator',
  member: 'a member',
}
