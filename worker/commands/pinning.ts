import { HISTORY_PAGE_MAX } from '../../protocol/limits.ts'
import type { Message } from '../../protocol/rest.ts'
import { operate } from '../rooms/operate.ts'
import { badCommand, type Doer, type Setting } from './doing.ts'

// Messages that are kept in view.

/** Characters of a message that the answer repeats. */
const REPEATED_CHARS = 60

export const pin: Doer<'pin'> = async (setting, { words = '' }) => {
  const { c, roomId } = setting
  const { messages } = await operate(c, roomId, 'history', { limit: HISTORY_PAGE_MAX })
  const found = messages.findLast(message => holds(message, words))
  if (found === undefined) throw badCommand(notFound(words, 'of late'))
  await put(setting, found, true)
  return { text: `Pinned: ${beginning(found)}` }
}

export const unpin: Doer<'unpin'> = async (setting, { words = '' }) => {
  const { c, roomId } = setting
  const { messages } = await operate(c, roomId, 'pins', {})
  const found = messages.find(message => holds(message, words))
  if (found === undefined) throw badCommand(notFound(words, 'among the pinned ones'))
  await put(setting, found, false)
  return { text: `Not pinned any more: ${beginning(found)}` }
}

async function put({ c, roomId }: Setting, { seq, id }: Message, on: boolean): Promise<void> {
  const cid = crypto.randomUUID()
  await operate(c, roomId, 'amend', { type: 'pin', cid, target: { seq, id }, on })
}

/** Whether the words are in it, in whatever case. What was removed holds none. */
function holds({ body }: Message, words: string): boolean {
  return body !== '' && body.toLowerCase().includes(words.toLowerCase())
}

function notFound(words: string, where: string): string {
  return words === '' ? `There is no message ${where}.` : `No message ${where} says “${words}”.`
}

function beginning({ body }: Message): string {
  const [line = ''] = body.split('\n')
  const characters = [...line]
  const isWhole = characters.length <= REPEATED_CHARS && line === body
  return isWhole ? line : `${characters.slice(0, REPEATED_CHARS).join('')}…`
}
