/** A piece of a message: plain text, or an address to open with the text that stands for it. */
export interface Piece {
  text: string
  href?: string
}

// No white space, no quotes or brackets of mark-up, no control characters, and none of the marks
// that change the direction of text, with which an address can be made to read as another one.
const ADDRESS =
  /\bhttps?:\/\/[^\s<>"'`\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/giu
const TRAILING = /[.,;:!?…*_~]+$/u
const BRACKETS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]

/** Splits a message at its http and https addresses. Joined again the pieces are the message. */
export function linked(body: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of body.matchAll(ADDRESS)) {
    const text = bare(match[0])
    const href = safeHref(text)
    if (href === undefined) continue
    if (match.index > end) pieces.push({ text: body.slice(end, match.index) })
    pieces.push({ text, href })
    end = match.index + text.length
  }
  if (end < body.length) pieces.push({ text: body.slice(end) })
  return pieces
}

/** Without the punctuation of the sentence around it, or a bracket opened before it. */
function bare(address: string): string {
  let text = address
  for (;;) {
    const shorter = withoutBracket(text.replace(TRAILING, ''))
    if (shorter === text) return text
    text = shorter
  }
}

function withoutBracket(text: string): string {
  for (const [open, close] of BRACKETS)
    if (text.endsWith(close) && count(text, close) > count(text, open)) return text.slice(0, -1)
  return text
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}

/** The parsed address when it is one to open: http or https, with a host, without a password. */
function safeHref(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  if (url.username !== '' || url.password !== '') return undefined
  return url.href
}
