import { STATUS_MAX_CHARS } from '../../protocol/limits.ts'
import { label } from '../../protocol/names.ts'
import { changeProfileSchema } from '../../protocol/rest.ts'
import { spanText } from '../../protocol/slash/duration.ts'
import { spendChange } from '../middleware/changes-limit.ts'
import { changeOwn } from '../routes/profile.ts'
import { checked, type Doer, type Done, type Setting } from './doing.ts'

// What people say of themselves.

export const nick: Doer<'nick'> = async (setting, { name }) => {
  const { displayName } = checked(changeProfileSchema, { displayName: name }, 'name')
  const account = await change(setting, { displayName })
  return { text: `You are called ${account.displayName} now.` }
}

export const status: Doer<'status'> = async (setting, { time, text }) =>
  text === undefined ? await clear(setting) : await say(setting, text, time)

export const away: Doer<'away'> = async (setting, { time, text }) =>
  await say(setting, text === undefined ? 'Away' : `Away: ${text}`, time)

export const back: Doer<'back'> = async setting => await clear(setting)

async function say(setting: Setting, text: string, time?: number): Promise<Done> {
  const until = time === undefined ? null : setting.c.env.now() + time
  const said = checked(label(STATUS_MAX_CHARS), text, 'status')
  await change(setting, { status: { text: said, until } })
  const end = time === undefined ? '' : `, for ${spanText(time)}`
  return { text: `Your status is${end}: ${said}` }
}

async function clear(setting: Setting): Promise<Done> {
  await change(setting, { status: null })
  return { text: 'You have no status now.' }
}

async function change({ c }: Setting, wanted: Parameters<typeof changeOwn>[1]) {
  await spendChange(c.env, c.var.identity)
  return await changeOwn(c, wanted)
}
