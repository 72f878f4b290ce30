import type { MessageSent } from '../../protocol/events.ts'
import { plainText } from './markdown/plain-text.ts'

/** Messages read out one by one; of a burst only the number is said. */
export const SPOKEN_MAX = 3
/** Characters of one message read out. */
const SPOKEN_CHARS = 200

/** What a screen reader is told about messages that arrived together. */
export function announcementOf(
  messages: readonly Pick<MessageSent, 'by' | 'body' | 'style'>[],
  nameOf: (id: string) => string,
): string {
  if (messages.length > SPOKEN_MAX) return `${messages.length} new messages`
  return messages
    .map(({ by, body, style }) => {
      const said = plainText(body, SPOKEN_CHARS)
      return style === 'action' ? `${nameOf(by)} ${said}` : `${nameOf(by)}: ${said}`
    })
    .join('\n')
}
