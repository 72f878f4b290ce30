import { describe, expect, it } from 'vitest'
import { line } from '../../protocol/line.ts'
import { displayNameSchema, paragraphs, usernameKey, usernameSchema } from '../../protocol/names.ts'

function username(text: string): string | undefined {
  return usernameSchema.safeParse(text).data
}

describe('a username', () => {
  it.each([
    ['Ada', 'ada'],
    [' ada ', 'ada'],
    ['ＡＤＡ', 'ada'],
    ['ada.lovelace-1815_x', 'ada.lovelace-1815_x'],
    ['\u212aatherine', 'katherine'],
    ['ﬁfi', 'fifi'],
  ])('%s is kept as %s', (typed, kept) => expect(username(typed)).toBe(kept))

  it.each([
    ['a single letter', 'a'],
    ['more than thirty-two', 'a'.repeat(33)],
    ['Cyrillic that looks like it', 'аda'],
    ['a zero-width space', 'a\u200bda'],
    ['a zero-width joiner', 'a\u200dda'],
    ['a mark of direction', 'ada\u202e'],
    ['a soft hyphen', 'a\u00adda'],
    ['a combining mark', 'ada\u0301'],
    ['a space', 'ada l'],
    ['an @', 'ada@home'],
    ['a dot at its end', 'ada.'],
    ['a dash at its beginning', '-ada'],
    ['two dots', 'ada..l'],
    ['a slash', '../ada'],
    ['a line break', 'ada\nroot'],
    ['U+0000', 'ada\u0000'],
    ['a dotted capital I', 'İda'],
    ['one character that NFKC makes eighteen', '\ufdfa'.repeat(40)],
  ])('is refused with %s', (_, typed) => expect(username(typed)).toBeUndefined())

  it.each([
    'admin',
    'Admin',
    'ADMIN',
    'aDmln'.replace('ln', 'in'),
    'r00t',
    'm0derator',
    'nu1l',
  ])('is refused as reserved: %s', typed => expect(username(typed)).toBeUndefined())

  it.each([
    ['paypal', 'paypa1'],
    ['root-beer', 'r00t-beer'],
    ['modern', 'modem'],
    ['wave', 'vvave'],
    ['ada.l', 'ada_l'],
    ['ada.l', 'ada-l'],
  ])('%s is too like %s', (one, other) => expect(usernameKey(one)).toBe(usernameKey(other)))

  it.each([
    ['ada', 'ida'],
    ['ada.l', 'adal'],
    ['anna', 'hanna'],
  ])('%s is not like %s', (one, other) => expect(usernameKey(one)).not.toBe(usernameKey(other)))
})

describe('a display name', () => {
  it.each([
    'Ada Lovelace',
    'Grace "Amazing" Hopper',
    'Наталья',
    'Ελένη',
    '山田太郎',
    'José Núñez',
    'نوشابه\u200cفروش',
    'क्\u200dष',
    'Ada 👩🏽\u200d💻',
    'Linus ❤\ufe0f',
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Ailsa',
    'Nguyễn Thị Minh',
    'Adminka',
    'Π Tau',
  ])('%s is taken', typed =>
    expect(displayNameSchema.safeParse(typed).data).toBe(typed.normalize()))

  it.each([
    ['nothing to be seen', ' \u3164 '],
    ['a zero-width space', 'Ada\u200b'],
    ['a joiner between Latin letters', 'A\u200dda'],
    ['a joiner at its end', 'क\u200d'],
    ['a mark that turns what follows', 'Ada \u202egnp.exe'],
    ['an isolate', 'Ada \u2067x\u2069'],
    ['a selector after a letter', 'Ada\ufe0f'],
    ['a selector after a digit', 'Ada1\ufe0f'],
    ['tags behind no flag', 'Ada\u{e0061}\u{e0062}'],
    ['a pile of marks', 'Z\u0335\u0336\u0337\u0338\u0334algo'],
    ['Latin and Cyrillic in a word', 'Аda'],
    ['Latin and Greek in a word', 'Αda'],
    ['a reserved name', 'Admin'],
    ['a reserved name in full width', 'ｓｙｓｔｅｍ'],
    ['more than one line', 'Ada\nroot'],
    ['a line separator', 'Ada\u2028root'],
    ['more than fifty characters', 'a'.repeat(51)],
    ['an escape', 'Ada\u001b[31m'],
  ])('is refused with %s', (_, typed) =>
    expect(displayNameSchema.safeParse(typed).success).toBe(false))
})

describe('a text far too long', () => {
  /** As large as a request may be, and slow to compose or to search. */
  const LONG = {
    'marks that are put in order': `a${'\u0301\u0316'.repeat(15_000)}`,
    'tags of a flag': '\u{e0061}'.repeat(15_000),
    joiners: '\u200d'.repeat(20_000),
  }
  const SCHEMAS = { name: displayNameSchema, line: line(2_000), paragraphs: paragraphs(500) }
  const BUDGET_MS = 50

  it.each(
    Object.entries(SCHEMAS).flatMap(([kind, schema]) =>
      Object.entries(LONG).map(([what, text]) => ({ kind, what, schema, text })),
    ),
  )('takes no time to refuse: $what as a $kind', ({ schema, text }) => {
    const start = performance.now()
    const { error } = schema.safeParse(text)
    expect(performance.now() - start).toBeLessThan(BUDGET_MS)
    expect(error?.issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^at most \d+ characters$/),
    ])
  })

  it('is none that composing makes short', () => {
    // A letter and three marks that become one character.
    const typed = '\u03b1\u0313\u0300\u0345'.repeat(50)
    expect(displayNameSchema.parse(typed)).toBe('\u1f82'.repeat(50))
  })
})
