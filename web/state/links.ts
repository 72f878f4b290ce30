/** A piece of a message: plain text, or an address to open with the text that stands for it. */
export interface Piece {
  text: string
  href?: string
}

// No white space, no quotes or brackets of mark-up, no control characters, and none of the marks
// that change the direction of text, with which an address can be made to read as another one.
const ADDRESS =
  /\bhttps?:\/\/[^\s<>"'`\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/giu
const TRAILING = new Set('.,;:!?…*_~')
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
  // Counted once: a message may be nothing but brackets, and everybody in the room reads it.
  const surplus = new Map(
    BRACKETS.map(([open, close]) => [close, count(address, close) - count(address, open)]),
  )
  let end = address.length
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    const unopened = surplus.get(last) ?? 0
    if (unopened <= 0 && !TRAILING.has(last)) break
    surplus.set(last, unopened - 1)
  }
  return address.slice(0, end)
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
