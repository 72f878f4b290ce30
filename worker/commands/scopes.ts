import type { Scope } from '../../protocol/rest.ts'
import type { ServerCommand } from './doing.ts'

/**
 * What a program needs for each command, beside that for commands at all: what it needs to ask for the same by
 * itself. Null for what people say of themselves, which is theirs alone.
 */
export const COMMAND_SCOPES: { readonly [N in ServerCommand]: Scope | null } = {
  who: 'rooms:read',
  whois: 'rooms:read',
  roles: 'rooms:read',
  join: 'rooms:write',
  leave: 'rooms:write',
  create: 'rooms:write',
  invite: 'rooms:write',
  msg: 'rooms:write',
  pin: 'messages:write',
  unpin: 'messages:write',
  later: 'messages:write',
  topic: 'rooms:manage',
  rename: 'rooms:manage',
  slow: 'rooms:manage',
  archive: 'rooms:manage',
  unarchive: 'rooms:manage',
  kick: 'rooms:manage',
  ban: 'rooms:manage',
  unban: 'rooms:manage',
  mute: 'rooms:manage',
  unmute: 'rooms:manage',
  promote: 'rooms:manage',
  demote: 'rooms:manage',
  nick: null,
  status: null,
  away: null,
  back: null,
}
