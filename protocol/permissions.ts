import type { Room, RoomKind } from './events.ts'
import type { Role } from './room-settings.ts'

// Who may do what in a room: the one table, which rooms decide by and pages show by. The document
// docs/permissions.md is made of it.

/**
 * What somebody is to a room, from the least to the most. A `visitor` does not belong to it; an admin of
 * the deployment stands above everybody, belonging or not.
 */
export const STANDINGS = [
  'visitor',
  'member',
  'moderator',
  'admin',
  'owner',
  'deployment admin',
] as const
export type Standing = (typeof STANDINGS)[number]

/** For each thing that can be done, the lowest standing that may. */
export const PERMISSIONS = {
  'messages.read': 'member',
  'messages.send': 'member',
  'messages.edit_own': 'member',
  'messages.edit_any': 'admin',
  'messages.delete_own': 'member',
  'messages.delete_any': 'moderator',
  'messages.report': 'member',
  'messages.react': 'member',
  'messages.pin': 'moderator',
  'messages.call_all': 'moderator',
  'members.see': 'member',
  'members.invite': 'member',
  'members.mute': 'moderator',
  'members.remove': 'moderator',
  'members.ban': 'moderator',
  'members.appoint': 'admin',
  'links.see_any': 'admin',
  'room.topic': 'moderator',
  'room.filters': 'moderator',
  'room.reports': 'moderator',
  'room.change': 'admin',
  'room.archive': 'admin',
  'room.audit': 'admin',
  'room.delete': 'owner',
  'room.transfer': 'owner',
} as const satisfies Record<string, Standing>
export type Permission = keyof typeof PERMISSIONS

/** What there is in a conversation that is nobody's: everybody in it may, and nobody else, whoever they are. */
export const CONVERSATION_PERMISSIONS: Readonly<
  Record<Exclude<RoomKind, 'room'>, ReadonlySet<Permission>>
> = {
  direct: new Set([
    'messages.read',
    'messages.send',
    'messages.edit_own',
    'messages.delete_own',
    'messages.report',
    'messages.react',
    'messages.pin',
    'messages.call_all',
    'members.see',
  ]),
  group: new Set([
    'messages.read',
    'messages.send',
    'messages.edit_own',
    'messages.delete_own',
    'messages.report',
    'messages.react',
    'messages.pin',
    'messages.call_all',
    'members.see',
    'members.invite',
    'room.topic',
  ]),
}

type Ruled = Pick<Room, 'kind' | 'settings'>

/** Whether somebody may do something in a room. Mutes, slow mode and the like come on top. */
export function may(standing: Standing, permission: Permission, room: Ruled): boolean {
  if (room.kind !== 'room') return mayConverse(standing, permission, room.kind)
  return RANKS[standing] >= RANKS[leastFor(permission, room)]
}

/** The lowest standing that may do something in a room: rooms can ask for more than the table. */
export function leastFor(permission: Permission, { settings }: Ruled): Standing {
  if (permission === 'messages.send') return settings.posting
  if (permission === 'members.invite') return settings.inviting
  return PERMISSIONS[permission]
}

/**
 * Whether somebody may do something to a member that they may do as such: only to those below. Owners,
 * above whom there is nobody in the room, also to each other.
 */
export function mayActOn(actor: Standing, target: Role): boolean {
  return RANKS[actor] > RANKS[target] || (actor === 'owner' && target === 'owner')
}

/** Whether somebody may give a role: those below their own; owners, their own too. */
export function mayGive(actor: Standing, role: Role): boolean {
  return mayActOn(actor, role)
}

/** How high somebody stands: a higher number is higher. */
export function rankOf(standing: Standing): number {
  return RANKS[standing]
}

const RANKS = Object.fromEntries(STANDINGS.map((standing, rank) => [standing, rank])) as Record<
  Standing,
  number
>

function mayConverse(standing: Standing, permission: Permission, kind: 'direct' | 'group') {
  const belongs = standing !== 'visitor' && standing !== 'deployment admin'
  return belongs && CONVERSATION_PERMISSIONS[kind].has(permission)
}
