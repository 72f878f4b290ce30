import { profileOf } from '../domain/identity.ts'
import { granted } from '../errors.ts'
import { spend } from '../middleware/rate-limit.ts'
import { CONVERSATIONS_OPENED, converse } from '../rooms/converse.ts'
import type { Doer } from './doing.ts'

/** Opens the conversation; what is to be said there the caller says, as anything that is said. */
export const msg: Doer<'msg'> = async ({ c }, { person, text }) => {
  await spend(c.env, c.var.identity, 'conversations', CONVERSATIONS_OPENED)
  const { room } = granted(await converse(c.env, profileOf(c.var.identity), [person]))
  const go = { text: `This is between you and @${person}.`, go: room.id }
  return text === undefined ? go : { ...go, say: text }
}
