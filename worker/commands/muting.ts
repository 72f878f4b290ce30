import type { Member } from '../../protocol/events.ts'
import { reasonSchema } from '../../protocol/rest.ts'
import { spanText } from '../../protocol/slash/duration.ts'
import { operate } from '../rooms/operate.ts'
import { checked, type Doer, type Setting } from './doing.ts'
import { called, target } from './target.ts'

const MINUTE_MS = 60_000
/** Milliseconds of silence where nobody says how long. */
const MUTED_MS = 60 * MINUTE_MS

export const mute: Doer<'mute'> = async (setting, { person, time = MUTED_MS, reason }) => {
  const member = await target(setting, person)
  if (time === 0) return await letSpeak(setting, member)
  const minutes = Math.ceil(time / MINUTE_MS)
  await operate(setting.c, setting.roomId, 'mute', {
    userId: member.id,
    minutes,
    reason: reason && checked(reasonSchema, reason, 'reason'),
  })
  return { text: `${called(member)} may not speak for ${spanText(minutes * MINUTE_MS)}.` }
}

export const unmute: Doer<'unmute'> = async (setting, { person }) =>
  await letSpeak(setting, await target(setting, person))

async function letSpeak({ c, roomId }: Setting, member: Member) {
  await operate(c, roomId, 'mute', { userId: member.id, minutes: null })
  return { text: `${called(member)} may speak again.` }
}
