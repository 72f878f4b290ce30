import { RESTORE_MS } from '../../protocol/limits.ts'
import type { Bubble } from './rows.ts'
import type { Stand } from './standing.ts'

/** What somebody can do with a message. */
export type MessageDeed =
  | 'reply'
  | 'thread'
  | 'edit'
  | 'pin'
  | 'unpin'
  | 'reactors'
  | 'readers'
  | 'link'
  | 'copy'
  | 'report'
  | 'remove'
  | 'restore'

/** Who looks at a message: their id, and what they may do in its room. */
export interface Onlooker extends Stand {
  me: string
}

/** @param by who said it */
export function deedsFor(bubble: Bubble, by: string, who: Onlooker, now: number): MessageDeed[] {
  if (bubble.state !== 'sent') return bubble.body === '' ? [] : ['copy']
  if (bubble.body === '') return mayRestore(bubble, by, who, now) ? ['restore'] : []
  const isOwn = by === who.me
  const { message } = bubble
  const deeds: (MessageDeed | false)[] = [
    who.may('messages.send') && 'reply',
    who.may('messages.send') && message?.thread === undefined && 'thread',
    mayEdit(bubble, by, who, now) && 'edit',
    who.may('messages.pin') && (message?.pinned === undefined ? 'pin' : 'unpin'),
    message?.reactions !== undefined && 'reactors',
    'link',
    'copy',
    who.may('members.see') && 'readers',
    !isOwn && who.may('messages.report') && 'report',
    who.may(isOwn ? 'messages.delete_own' : 'messages.delete_any') && 'remove',
  ]
  return deeds.filter(deed => deed !== false)
}

/** One's own while the room lets one; whoever may change anybody's, always. Below whom they are the room knows. */
export function mayEdit({ at }: Pick<Bubble, 'at'>, by: string, who: Onlooker, now: number) {
  if (who.may('messages.edit_any')) return true
  const { editWindowMs = null } = who
  const isLate = editWindowMs !== null && now - at > editWindowMs
  return by === who.me && who.may('messages.edit_own') && !isLate
}

/** Whoever may remove any message, or took back their own, while there is time. */
function mayRestore({ removal }: Bubble, by: string, who: Onlooker, now: number): boolean {
  if (removal === undefined || now - removal.at >= RESTORE_MS) return false
  return who.may('messages.delete_any') || (by === who.me && removal.by === who.me)
}
