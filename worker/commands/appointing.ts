import type { Member, Role } from '../../protocol/events.ts'
import { rankOf } from '../../protocol/permissions.ts'
import { roleSchema } from '../../protocol/room-settings.ts'
import { Refusal } from '../errors.ts'
import { operate } from '../rooms/operate.ts'
import { badCommand, type Doer, type Setting } from './doing.ts'
import { called, target } from './target.ts'

/** From the lowest to the highest. */
const LADDER: readonly Role[] = roleSchema.options.toSorted((a, b) => rankOf(a) - rankOf(b))

export const promote: Doer<'promote'> = async (setting, { person, role }) =>
  await move(setting, person, role, 1)

export const demote: Doer<'demote'> = async (setting, { person, role }) =>
  await move(setting, person, role, -1)

async function move(
  setting: Setting,
  username: string,
  wanted: Role | undefined,
  direction: 1 | -1,
) {
  const member = await target(setting, username)
  const role = wanted ?? nextTo(member, direction)
  if (member.role === null) throw new Refusal('no_such_member')
  const steps = (rankOf(role) - rankOf(member.role)) * direction
  if (steps === 0) throw badCommand(`${called(member)} is ${named(role)} already.`)
  if (steps < 0) {
    const other = direction === 1 ? 'demote' : 'promote'
    throw badCommand(`${called(member)} is ${named(member.role)}: /${other} is the other way.`)
  }
  await operate(setting.c, setting.roomId, 'appoint', { userId: member.id, role })
  return { text: `${called(member)} is ${named(role)} now.` }
}

function nextTo({ role, ...member }: Member, direction: 1 | -1): Role {
  if (role === null) throw new Refusal('no_such_member')
  const next = LADDER[LADDER.indexOf(role) + direction]
  if (next === undefined)
    throw badCommand(
      `${called(member)} is ${named(role)}: there is nothing ${direction === 1 ? 'above' : 'below'} that.`,
    )
  return next
}

export function named(role: Role): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}
