import { type Limit, limitOf } from './figures.ts'

// The bounds that somebody who runs a deployment is asked about, in words; the rest by their names.

const GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Messages: {
    BODY_MAX_CHARS: 'A message, at most',
    SEND_BURST: 'Messages of one person at once',
    SEND_PER_SECOND: 'After that',
    DELETE_MAX_MESSAGES: 'Messages deleted at once',
    RESTORE_MS: 'Deleted messages can be brought back for',
    SLOW_MODE_MAX_MS: 'Slow mode, at most',
    RETENTION_MAX_DAYS: 'Rooms keep messages for good, or up to',
  },
  Rooms: {
    ROOM_MEMBERS_MAX: 'Members of a room',
    GROUP_PEOPLE_MAX: 'People in a conversation',
    ROOM_RESTORE_DAYS: 'Deleted rooms can be brought back for',
    MUTE_MAX_MINUTES: 'A mute, at most',
    PURGE_MAX_HOURS: 'A ban deletes messages of up to',
    FILTERS_MAX: 'Word filters of a room',
    LINKS_MAX: 'Open links into a room',
    LINK_MAX_DAYS: 'A link lasts up to',
    INVITED_MAX: 'Open invitations by name of a room',
    INVITED_DAYS: 'An invitation by name lasts',
    NEWCOMER_MAX_MS: 'Newcomers wait for links up to',
  },
  'Reports and audit': {
    REPORTS_OPEN_MAX: 'Open reports of one person in a room',
    AUDIT_DAYS: 'The audit is kept for',
    AUDIT_EXPORT_MAX: 'Entries in one file of it',
  },
  Accounts: {
    PASSWORD_MIN_CHARS: 'A password, at least',
    SESSIONS_MAX: 'Devices of one account',
    PASSKEYS_MAX: 'Passkeys of one account',
    TOKENS_MAX: 'Tokens for programs of one account',
    TOKEN_MAX_DAYS: 'A token lasts up to',
    BLOCKS_MAX: 'People one account blocks',
    RESET_MS: 'A link for a forgotten password lasts',
    INVITATIONS_MAX: 'Open invitations to the deployment',
    INVITATION_MAX_DAYS: 'Each lasts up to',
  },
  Connections: {
    SOCKETS_PER_USER: 'Open pages of one person in a room',
    FRAME_MAX_BYTES: 'One frame, at most',
    REQUEST_MAX_BYTES: 'One request, at most',
    SILENCE_MAX_MS: 'A silent page is let go of after',
    PRESENCE_LEASE_MS: 'Somebody silent counts as away after',
  },
}

export interface LimitGroup {
  title: string
  limits: readonly (Limit & { name: string })[]
}

/** Bounds by what they are about; those without words for them come last, together. */
export function limitGroups(limits: Readonly<Record<string, number>>): LimitGroup[] {
  const groups = Object.entries(GROUPS).map(([title, words]) => ({
    title,
    limits: Object.entries(words).flatMap(([name, said]) => {
      const value = Object.hasOwn(limits, name) ? limits[name] : undefined
      return value === undefined ? [] : [{ name, title: said, value: limitOf(name, value).value }]
    }),
  }))
  const known = new Set(Object.values(GROUPS).flatMap(words => Object.keys(words)))
  const others = Object.entries(limits)
    .filter(([name]) => !known.has(name))
    .map(([name, value]) => ({ name, ...limitOf(name, value) }))
  return [...groups, { title: OTHERS, limits: others }].filter(group => group.limits.length > 0)
}

export const OTHERS = 'All others'
