// What counts as text. SQLite stores U+0000 and lone surrogates, Postgres refuses both, so they
// are refused at every door (https://www.postgresql.org/docs/current/datatype-character.html).

/** Whether Postgres can hold the text: no U+0000, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** Whether the text has at most `max` Unicode code points. Counts only when it could be over. */
export function fits(text: string, max: number): boolean {
  if (text.length <= max) return true
  if (text.length > max * 2) return false
  let points = 0
  for (const _ of text) points += 1
  return points <= max
}

/**
 * Whether the text may have so few code points once it is composed (NFC) and trimmed. To be asked before:
 * composing long runs of marks takes time by the square of their length.
 */
export function mayFit(text: string, max: number): boolean {
  return text.length <= max * UNITS_PER_POINT
}
/** Nothing that NFC makes one code point of has more UTF-16 units; the rest is white space around it. */
const UNITS_PER_POINT = 8

/** Whether somebody would see anything: white space, joiners and controls alone are nothing. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text)
}
// Hangul fillers and the Braille blank are letters and symbols by category, and show nothing.
const VISIBLE = /[^\s\p{C}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u
