import type { Member, Role } from '../../protocol/events.ts'
import { mayActOn, mayGive } from '../../protocol/permissions.ts'
import type { Onlooker } from './deeds.ts'

/** What somebody may do about a member of the room; `roles` are those they may give them. */
export interface PersonDeeds {
  roles: Role[]
  mute: boolean
  unmute: boolean
  remove: boolean
  ban: boolean
}

const ROLES: readonly Role[] = ['owner', 'admin', 'moderator', 'member']
const NOTHING: PersonDeeds = { roles: [], mute: false, unmute: false, remove: false, ban: false }

export function personDeeds(
  { id, role, mutedUntil = 0 }: Member,
  { me, standing, may }: Onlooker,
  now: number,
): PersonDeeds {
  if (id === me || !mayActOn(standing, role ?? 'member')) return NOTHING
  const isInside = role !== null
  const isMuted = mutedUntil > now
  return {
    roles:
      isInside && may('members.appoint')
        ? ROLES.filter(given => given !== role && mayGive(standing, given))
        : [],
    mute: isInside && may('members.mute') && !isMuted,
    unmute: isInside && may('members.mute') && isMuted,
    remove: isInside && may('members.remove'),
    ban: may('members.ban'),
  }
}
