import type { FrameErrorCode } from '../../protocol/codes.ts'
import type { Member, Room } from '../../protocol/events.ts'
import { may, rankOf } from '../../protocol/permissions.ts'
import { accountAge } from './account-age.ts'

/** Why somebody may not say something here now. */
export interface Silence {
  code: FrameErrorCode
  /** Milliseconds after which it may be said. */
  retryAfter?: number
}

/** What looks like a link, with or without its scheme. */
const LINK =
  /\bhttps?:\/\/|\bwww\.|(?<![\p{L}\p{N}@.-])[\p{L}\p{N}-]{2,}\.(?:com|net|org|io|app|dev|info|biz|xyz|top|ru|cn|gg|me|ly|to)\b/iu

/**
 * Decides whether a member may say something: whether anybody may here, whether they may, and whether their
 * account is old enough for what is in it. Whoever moderates need not be.
 * @param now milliseconds since 1970
 */
export function silenceOf(room: Room, me: Member, body: string, now: number): Silence | undefined {
  if (room.archivedAt !== null) return { code: 'room_archived' }
  const role = me.role ?? 'visitor'
  if (me.mutedUntil !== undefined && me.mutedUntil > now)
    return { code: 'muted', retryAfter: me.mutedUntil - now }
  if (!may(role, 'messages.send', room)) return { code: 'posting_restricted' }
  const { linksAfterMs } = room.settings
  if (linksAfterMs === 0 || isTrusted(me) || !LINK.test(body)) return undefined
  const wait = linksAfterMs - accountAge(me.id, now)
  return wait > 0 ? { code: 'links_restricted', retryAfter: wait } : undefined
}

/** Whether what guards a room against strangers leaves somebody alone. */
export function isTrusted({ role }: Member): boolean {
  return rankOf(role ?? 'visitor') >= rankOf('moderator')
}
