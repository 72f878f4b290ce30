import { spanText } from '../../protocol/slash/duration.ts'
import { operate } from '../rooms/operate.ts'
import type { Doer } from './doing.ts'

// What is said by a command.

export const later: Doer<'later'> = async ({ c, roomId }, { time, text }) => {
  await operate(c, roomId, 'schedule', { at: c.env.now() + time, body: text })
  return { text: `It will be said in ${spanText(time)}.` }
}
