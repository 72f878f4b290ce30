import type { Member } from '../../protocol/events.ts'
import type { Happening } from './happenings.ts'
import { sameReach } from './receipts.ts'
import { type Bubble, type GroupRow, isHappening, type Row } from './rows.ts'

/** Whether a row would look the same, so that an unchanged one need not be drawn again. */
export function sameRow(a: Row, b: Row): boolean {
  if (a.key !== b.key || a.at !== b.at) return false
  if (isHappening(a)) return isHappening(b) && sameHappening(a, b)
  if (a.kind === 'folded')
    return b.kind === 'folded' && all(a.happenings, b.happenings, sameHappening)
  if (a.kind === 'waiting') return b.kind === 'waiting' && a.count === b.count
  if (a.kind === 'group') return b.kind === 'group' && sameGroup(a, b)
  if (a.kind === 'blocked') return b.kind === 'blocked' && all(a.groups, b.groups, sameGroup)
  return a.kind === b.kind
}

/** Who deletes their account loses their name in what happened long ago, too. */
function sameHappening(a: Happening, b: Happening): boolean {
  if (a.kind !== b.kind) return false
  if ('members' in a && 'members' in b) return all(a.members, b.members, sameName)
  if ('member' in a && 'member' in b) return sameName(a.member, b.member)
  if (a.kind === 'room' && b.kind === 'room') return a.room === b.room
  if (a.kind === 'removed' && b.kind === 'removed') return a.count === b.count
  return true
}

function sameName(a: Member, b: Member): boolean {
  return a.displayName === b.displayName
}

function sameGroup(a: GroupRow, b: GroupRow): boolean {
  return a.by === b.by && all(a.bubbles, b.bubbles, sameBubble)
}

function sameBubble(a: Bubble, b: Bubble): boolean {
  if (a.key !== b.key || a.body !== b.body || a.removal?.by !== b.removal?.by) return false
  if (!sameReach(a.reach, b.reach)) return false
  // A message to which nothing happened is the very same object.
  return a.state === b.state && a.code === b.code && a.seq === b.seq && a.message === b.message
}

function all<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => same(one, b[i] as T))
}
