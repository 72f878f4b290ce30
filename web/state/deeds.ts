import { RESTORE_MS } from '../../protocol/limits.ts'
import type { Bubble } from './rows.ts'
import type { Stand } from './standing.ts'

/** What somebody can do with a message. */
export type MessageDeed = 'copy' | 'readers' | 'report' | 'remove' | 'restore'

/** Who looks at a message: their id, and what they may do in its room. */
export interface Onlooker extends Stand {
  me: string
}

/** @param by who said it */
export function deedsFor(bubble: Bubble, by: string, who: Onlooker, now: number): MessageDeed[] {
  if (bubble.state !== 'sent') return bubble.body === '' ? [] : ['copy']
  if (bubble.body === '') return mayRestore(bubble, by, who, now) ? ['restore'] : []
  const isOwn = by === who.me
  return [
    'copy',
    ...(who.may('members.see') ? (['readers'] as const) : []),
    ...(!isOwn && who.may('messages.report') ? (['report'] as const) : []),
    ...(who.may(isOwn ? 'messages.delete_own' : 'messages.delete_any')
      ? (['remove'] as const)
      : []),
  ]
}

/** Whoever may remove any message, or took back their own, while there is time. */
function mayRestore({ removal }: Bubble, by: string, who: Onlooker, now: number): boolean {
  if (removal === undefined || now - removal.at >= RESTORE_MS) return false
  return who.may('messages.delete_any') || (by === who.me && removal.by === who.me)
}
