import { plainText } from './markdown/plain-text.ts'

/** Characters of a quoted message that are shown at most; the page cuts off what does not fit. */
const QUOTE_CHARS = 160

/** What of a message stands for it where it is quoted: its beginning, without marks; what is hidden stays so. */
export function quotedText(body: string): string {
  return plainText(body, QUOTE_CHARS)
}
