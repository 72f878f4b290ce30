import * as z from 'zod'
import { DISPLAY_NAME_MAX_CHARS, USERNAME_MAX_CHARS, USERNAME_MIN_CHARS } from './limits.ts'
import { line, oneLine } from './line.ts'
import { fits, isStorable, mayFit } from './text.ts'

// What people may be called, so that nobody can be taken for somebody else. Usernames are ASCII and
// tell people apart; display names are anybody's own, in any script, as long as they do not deceive.

/** Names that speak for the deployment, or that are words of the product. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...['abuse', 'admin', 'administrator', 'alcove', 'all', 'anonymous', 'api', 'audit', 'bot'],
  ...['channel', 'deleted', 'everyone', 'guest', 'help', 'here', 'hostmaster', 'me', 'moderator'],
  ...['deleted-user', 'deleted user'],
  ...['nobody', 'null', 'official', 'operator', 'owner', 'postmaster', 'room', 'root', 'security'],
  ...['settings', 'staff', 'support', 'system', 'undefined', 'webmaster'],
])

/** What is wrong with a username, in words that go below its field. */
export const USERNAME_RULES = {
  shape: 'letters a–z and digits, with single dots, dashes or underscores between them',
  reserved: 'this name is reserved',
} as const

/**
 * A username: lower-case ASCII after NFKC, so full-width letters are the letters they look like and
 * letters of other alphabets, joiners and marks of direction are refused.
 */
export const usernameSchema = z
  .string()
  // Before anything that takes time: NFKC can make one character eighteen.
  .max(USERNAME_MAX_CHARS * 4)
  .transform(foldUsername)
  .pipe(
    z
      .string()
      .min(USERNAME_MIN_CHARS)
      .max(USERNAME_MAX_CHARS)
      .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, USERNAME_RULES.shape)
      .refine(name => !isReserved(name), { message: USERNAME_RULES.reserved }),
  )

/** A username as it is kept, of whatever somebody typed for it. */
export function foldUsername(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

/**
 * What must be unique of a username: two that are easily taken for each other have the same key
 * (https://www.unicode.org/reports/tr39/#Confusable_Detection, of which ASCII needs little).
 * @param username as `usernameSchema` leaves it
 */
export function usernameKey(username: string): string {
  return username
    .replaceAll(/[._]/g, '-')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** A name to be shown: one line in which everything is seen, and nothing seems to be what it is not. */
export const displayNameSchema = oneLine(DISPLAY_NAME_MAX_CHARS)
  .refine(text => !hides(text), { message: 'no invisible characters or marks of direction' })
  .refine(text => !mixesAlphabets(text), { message: 'no mixing of alphabets within a word' })
  .refine(text => !isReserved(foldUsername(text)), { message: USERNAME_RULES.reserved })

/** A line that people write about something, perhaps empty: it may say anything, and hides nothing. */
export function plainLine(max: number) {
  return line(max).refine(text => !hides(text), UNHIDDEN)
}

/** What people call a thing of their own. */
export function label(max: number) {
  return oneLine(max).refine(text => !hides(text), UNHIDDEN)
}

/** What people say of themselves, in as many lines as they like. */
export function paragraphs(max: number) {
  const tooLong = { message: `at most ${max} characters`, abort: true }
  return z
    .string()
    .refine(text => mayFit(text, max), tooLong)
    .transform(text => text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim())
    .refine(text => fits(text, max), tooLong)
    .refine(text => isStorable(text) && !/[^\P{Cc}\n]/u.test(text), {
      message: 'no control characters',
    })
    .refine(text => !hides(text), UNHIDDEN)
}

const UNHIDDEN = { message: 'no invisible characters or marks of direction' }

function isReserved(name: string): boolean {
  return RESERVED_KEYS.has(usernameKey(name))
}
const RESERVED_KEYS: ReadonlySet<string> = new Set([...RESERVED_NAMES].map(usernameKey))

/**
 * Whether something in the text shows nothing, turns it around, or piles up beyond its line. Joiners
 * and selectors are no deception where scripts and emoji need them.
 */
function hides(text: string): boolean {
  return INVISIBLE.test(text.replace(NEEDED, '')) || PILE.test(text)
}
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
/** Scripts whose letters join, or must not, by a character of its own. */
const JOINING = ['Arabic', 'Syriac', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Tamil']
  .concat(['Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Mongolian'])
  .map(script => `\\p{sc=${script}}`)
  .join('')
const NEEDED = new RegExp(
  [
    `(?<=[${JOINING}])[\\u200c\\u200d](?=\\p{L})`,
    // Emoji: one shown in colour, several joined to one, the flag of a region.
    '(?<=\\p{Extended_Pictographic})\\ufe0f|(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
    '(?<=\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\ufe0f)\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=\\u{1f3f4}[\\u{e0061}-\\u{e007a}]*)[\\u{e0061}-\\u{e007f}]',
  ].join('|'),
  'gu',
)
/** More marks on one letter than any language puts there. */
const PILE = /\p{M}{5}/u

/** Whether a word has Latin letters beside ones that look like them. */
function mixesAlphabets(text: string): boolean {
  return text
    .split(/[^\p{L}\p{M}]+/u)
    .some(word => /\p{sc=Latin}/u.test(word) && LOOKALIKES.test(word))
}
const LOOKALIKES = /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Cherokee}\p{sc=Lisu}]/u
