import { demote, promote } from './appointing.ts'
import { archive, rename, slow, topic, unarchive } from './changing.ts'
import type { Doer, ServerCommand } from './doing.ts'
import { roles, who, whois } from './looking.ts'
import { msg } from './messaging.ts'
import { mute, unmute } from './muting.ts'
import { pin, unpin } from './pinning.ts'
import { ban, kick, unban } from './removing.ts'
import { later } from './saying.ts'
import { away, back, nick, status } from './telling.ts'
import { create, invite, join, leave } from './wandering.ts'

/** What does each command that the server does. */
export const DOERS: { readonly [N in ServerCommand]: Doer<N> } = {
  archive,
  away,
  back,
  ban,
  create,
  demote,
  invite,
  join,
  kick,
  later,
  leave,
  msg,
  mute,
  nick,
  pin,
  promote,
  rename,
  roles,
  slow,
  status,
  topic,
  unarchive,
  unban,
  unmute,
  unpin,
  who,
  whois,
}
