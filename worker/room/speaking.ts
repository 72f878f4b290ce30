import type { CalledAudience } from '../../protocol/events.ts'
import { MENTIONS_MAX } from '../../protocol/limits.ts'
import { calledIn } from '../../protocol/mentions.ts'
import { may } from '../../protocol/permissions.ts'
import { isTrusted, type Silence, silenceOf } from '../domain/speech.ts'
import type { Card } from './card.ts'
import type { Members } from './members.ts'
import type { Meta } from './meta.ts'
import type { Pace } from './pace.ts'

/** What it takes to say something here: the room as it is, and who belongs to it. */
export interface SpeakingParts {
  members: Pick<Members, 'current' | 'named'>
  meta: Pick<Meta, 'room'>
  card: Pick<Card, 'filters'>
}

/** Whom a message calls, as its event tells. */
export interface Calls {
  mentions?: string[]
  audience?: CalledAudience
}

/** Why somebody may not say this here now, if they may not; how often they speak is not looked at. */
export function silenceIn(
  { members, meta, card }: SpeakingParts,
  userId: string,
  body: string,
  now: number,
): Silence | undefined {
  const me = members.current(userId)
  // Whoever is shut out has no socket any more.
  if (me === undefined) return { code: 'posting_restricted' }
  const silence = silenceOf(meta.room, me, body, now)
  if (silence !== undefined || isTrusted(me)) return silence
  return card.filters(body) ? { code: 'word_filtered' } : undefined
}

/**
 * Whom a message calls: members by their names, and everybody if its author may; otherwise that is a word like others.
 * @returns undefined when it names more people than one message may
 */
export function callsIn(
  { members, meta }: SpeakingParts,
  userId: string,
  body: string,
): Calls | undefined {
  const { usernames, audience } = calledIn(body)
  if (usernames.length === 0 && audience === undefined) return {}
  // Looked up one by one: nobody writes so many names by hand, known or not.
  if (usernames.length > MENTIONS_MAX) return undefined
  const found = usernames.map(name => members.named(name))
  const mentions = found.flatMap(member => (member?.role == null ? [] : [member.id]))
  const role = members.current(userId)?.role ?? 'visitor'
  const isCalled = audience !== undefined && may(role, 'messages.call_all', meta.room)
  return {
    ...(mentions.length > 0 && { mentions }),
    ...(isCalled && { audience }),
  }
}

/**
 * Milliseconds until somebody may speak again, in a room that takes its time; 0 when they may.
 * @param isWaiting whether something that they said is not written yet
 */
export function hurried(
  { members, meta, pace }: Pick<SpeakingParts, 'members' | 'meta'> & { pace: Pick<Pace, 'wait'> },
  userId: string,
  now: number,
  isWaiting = false,
): number {
  const { slowModeMs } = meta.room.settings
  if (slowModeMs === 0) return 0
  const me = members.current(userId)
  if (me === undefined || isTrusted(me)) return 0
  return isWaiting ? slowModeMs : pace.wait(userId, slowModeMs, now)
}
