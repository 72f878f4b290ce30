import type { Member, Room } from '../../protocol/events.ts'
import { rankOf } from '../../protocol/permissions.ts'
import type { Role } from '../../protocol/room-settings.ts'
import { durationWords } from './duration.ts'

/**
 * Why somebody cannot speak in a room now, or has to take their time; undefined when nothing is in the way.
 * They may go on writing meanwhile.
 */
export function silenceOf(
  { archivedAt, settings }: Pick<Room, 'archivedAt' | 'settings'>,
  { mutedUntil = 0, role }: Pick<Member, 'mutedUntil' | 'role'>,
  now: number,
): string | undefined {
  const rank = rankOf(role ?? 'visitor')
  if (archivedAt !== null) return 'This room is archived: nothing more is said here.'
  if (mutedUntil > now) return `You are muted for ${durationWords(mutedUntil - now)} more.`
  if (rank < rankOf(settings.posting))
    return `Only ${FROM[settings.posting]} may send messages here.`
  if (settings.slowModeMs > 0 && rank < rankOf('moderator'))
    return `This room takes its time: ${durationWords(settings.slowModeMs)} between your messages.`
  return undefined
}

const FROM: Record<Role, string> = {
  member: 'members',
  moderator: 'moderators and above',
  admin: 'admins and above',
  owner: 'owners',
}
