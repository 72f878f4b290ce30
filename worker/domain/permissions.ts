import type { Member, Role } from '../../protocol/events.ts'

const RANKS: Record<Role, number> = { owner: 3, admin: 2, moderator: 1, member: 0 }

/** Moderators and above remove those below themselves; nobody is below a member. */
export function mayRemove(actor: Role, target: Role): boolean {
  return RANKS[actor] > RANKS[target]
}

/** Admins and above give roles below their own, to those below themselves; owners their own too. */
export function mayAppoint(actor: Role, target: Role, role: Role): boolean {
  const rank = RANKS[actor]
  if (rank < RANKS.admin || rank <= RANKS[target]) return false
  return rank > RANKS[role] || actor === 'owner'
}

/** Puts the highest first, and of those alike who has belonged the longest. */
export function byStanding(a: Member, b: Member): number {
  const rank = RANKS[b.role ?? 'member'] - RANKS[a.role ?? 'member']
  return rank || a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1)
}
