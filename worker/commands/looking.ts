import type { Member, Role } from '../../protocol/events.ts'
import { MEMBERS_PAGE_MAX } from '../../protocol/limits.ts'
import { roughSpanText, spanText } from '../../protocol/slash/duration.ts'
import { statusOf } from '../auth/profile.ts'
import { Refusal } from '../errors.ts'
import { operate } from '../rooms/operate.ts'
import { findById } from '../store/accounts.ts'
import { findPeople } from '../store/people.ts'
import { named } from './appointing.ts'
import type { Doer, Setting } from './doing.ts'
import { called, target } from './target.ts'

// Who is in the room.

const PAGE = { q: '', limit: MEMBERS_PAGE_MAX }

export const who: Doer<'who'> = async setting => {
  const { members, here } = await asked(setting, {})
  const names = members.filter(member => member.here).map(nameFor(setting))
  // A page is those of highest standing; others may be here who are not on it.
  const more = here - names.length
  const all = more > 0 ? [...names, `${more} more`] : names
  return { text: here === 0 ? 'Nobody is here now.' : `${here} here now: ${listed(all)}.` }
}

export const roles: Doer<'roles'> = async setting => {
  const lines = await Promise.all(
    TITLES.map(async ([role, title]) => {
      const { members, after } = await asked(setting, { role })
      const names = members.map(nameFor(setting))
      const all = after === null ? names : [...names, 'others']
      return `${title}: ${all.length === 0 ? 'nobody' : listed(all)}.`
    }),
  )
  return { text: lines.join('\n') }
}

const TITLES: readonly (readonly [Role, string])[] = [
  ['owner', 'Owners'],
  ['admin', 'Admins'],
  ['moderator', 'Moderators'],
]

export const whois: Doer<'whois'> = async (setting, { person }) => {
  const { c, roomId } = setting
  const member = await known(setting, person)
  if (typeof member === 'string') return { text: member }
  const ids = { ...PAGE, ids: [member.id] }
  const [{ members }, account] = await Promise.all([
    operate(c, roomId, 'members', ids),
    findById(c.env.db, member.id),
  ])
  const now = c.env.now()
  const status = account === undefined ? null : statusOf(account, now)
  const lines = [
    standingText(member, members[0]?.here === true, now),
    ...(member.mutedUntil !== undefined && member.mutedUntil > now
      ? [`They may not speak for another ${spanText(member.mutedUntil - now)}.`]
      : []),
    ...(status === null ? [] : [`Their status: ${status.text}`]),
  ]
  return { text: lines.join('\n') }
}

/** Somebody the room knows; of others, who they are is all there is to tell. */
async function known(setting: Setting, username: string): Promise<Member | string> {
  try {
    return await target(setting, username)
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'no_such_member')) throw error
    const [person] = await findPeople(setting.c.env.db, [username])
    if (person === undefined) throw error
    return `${called(person)} does not belong to this room.`
  }
}

function standingText(member: Member, isHere: boolean, now: number): string {
  if (member.role === null) return `${called(member)} does not belong to this room any more.`
  const since = roughSpanText(now - member.joinedAt)
  return `${called(member)} is ${named(member.role)} here, for ${since}, and ${isHere ? 'here now' : 'not here now'}.`
}

async function asked({ c, roomId }: Setting, more: { role?: Role }) {
  return await operate(c, roomId, 'members', { ...PAGE, ...more })
}

function nameFor({ c }: Setting) {
  return ({ id, displayName }: Member) => (id === c.var.identity.id ? 'you' : displayName)
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join()
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
