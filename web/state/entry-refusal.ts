import type { ProblemCode } from '../../protocol/codes.ts'

/** Why a link does not lead into its room. */
export interface EntryRefusal {
  title: string
  text: string
}

const ASK = 'Ask whoever sent it for another.'
const REFUSALS: Partial<Record<ProblemCode | 'unreachable', EntryRefusal>> = {
  link_expired: { title: 'This link is too old', text: ASK },
  link_used_up: {
    title: 'This link is used up',
    text: `It has let in as many people as it could. ${ASK}`,
  },
  link_revoked: { title: 'This link was withdrawn', text: ASK },
  not_found: {
    title: 'This link leads nowhere',
    text: `A part of it may be missing. Copy it once more, or ask whoever sent it.`,
  },
  banned: {
    title: 'This room is closed to you',
    text: 'You were banned from it. A link does not change that.',
  },
  room_deleted: { title: 'The room is gone', text: 'Somebody deleted it.' },
  room_archived: {
    title: 'The room is archived',
    text: 'Nothing more is said in it, and nobody can join.',
  },
}

/** @param message the words for whatever else it is */
export function entryRefusalOf(
  code: ProblemCode | 'unreachable',
  message: string,
): EntryRefusal | undefined {
  if (code === 'unreachable' || code === 'unavailable' || code === 'rate_limited') return undefined
  return REFUSALS[code] ?? { title: 'You cannot come in', text: message }
}

/** The secret in the fragment of a link into a room; undefined where there is none. */
export function secretIn(fragment: string): string | undefined {
  return fragment.replace(/^#/u, '') || undefined
}

/** The link into a room, for others to open. */
export function roomLink(origin: string, room: string, secret: string): string {
  return `${origin}/join/${room}#${secret}`
}
