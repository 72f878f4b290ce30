import { type History, historySchema } from '../../protocol/rest.ts'
import { type Answer, ask } from './api.ts'
import { roomPath } from './members.ts'

/** Messages in one page as somebody scrolls: few enough to be here soon, and enough not to be scrolled past. */
const PAGE_MESSAGES = 50

/** Where a page of history lies; `thread` for those in a thread alone. */
export type Place = { thread?: number } & (
  | { before: number }
  | { after: number }
  | { around: number }
  | { afterTs: number }
  | Record<never, never>
)

/** A page of a room's messages. */
export function historyOf(room: string, place: Place): Promise<Answer<History>> {
  const query = new URLSearchParams(
    Object.entries({ ...place, limit: PAGE_MESSAGES }).map(([name, value]) => [name, `${value}`]),
  )
  return ask(historySchema, `${roomPath(room)}/messages?${query}`)
}
