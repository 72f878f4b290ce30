import { reasonSchema } from '../../protocol/rest.ts'
import { spanText } from '../../protocol/slash/duration.ts'
import { operate } from '../rooms/operate.ts'
import { checked, type Doer, type Setting } from './doing.ts'
import { called, target } from './target.ts'

// Who has to go, and who may come back.

const HOUR_MS = 3_600_000

export const kick: Doer<'kick'> = async (setting, { person, reason }) => {
  const member = await target(setting, person)
  await remove(setting, member.id, { ban: false, reason })
  return { text: `${called(member)} is out, and may come back.` }
}

export const ban: Doer<'ban'> = async (setting, { person, time, reason }) => {
  const member = await target(setting, person)
  const purgeHours = Math.ceil((time ?? 0) / HOUR_MS)
  await remove(setting, member.id, { ban: true, purgeHours, reason })
  const gone =
    purgeHours === 0
      ? ''
      : ` What they said in the last ${spanText(purgeHours * HOUR_MS)} is removed.`
  return { text: `${called(member)} is banned.${gone} /unban @${member.username} takes it back.` }
}

export const unban: Doer<'unban'> = async (setting, { person }) => {
  const member = await target(setting, person)
  await operate(setting.c, setting.roomId, 'unban', { userId: member.id })
  return { text: `${called(member)} may join again.` }
}

async function remove(
  { c, roomId }: Setting,
  userId: string,
  how: { ban: boolean; purgeHours?: number; reason: string | undefined },
): Promise<void> {
  const reason = how.reason && checked(reasonSchema, how.reason, 'reason')
  await operate(c, roomId, 'remove', { userId, ...how, reason })
}
