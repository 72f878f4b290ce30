import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEPTH_MAX } from '../../../../web/state/markdown/place.ts'
import { plainText } from '../../../../web/state/markdown/plain-text.ts'
import { isPlain, readMarkdown } from '../../../../web/state/markdown/reader.ts'
import { SMUGGLED } from './corpus.ts'
import { depthOf, everyInline } from './depth.ts'
import { hostile } from './hostile.ts'

const MARKS = [
  ...['*', '**', '_', '~~', '`', '```', '||', '|', '[', ']', '(', ')', '](', '![', '<', '>', '> '],
  ...[
    '- ',
    '1. ',
    '- [x] ',
    '# ',
    '---',
    '\n',
    '\n\n',
    '  ',
    '\\',
    ':',
    '@',
    '#',
    '|-|-|',
    '&amp;',
  ],
  ...['https://a.example', 'javascript:', 'mailto:', 'a@b.example', '@ada', ':tada:', 'word', ' '],
]
const bodies = fc
  .array(fc.oneof(fc.constantFrom(...MARKS), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 40,
  })
  .map(parts => parts.join(''))
  .filter(body => body.trim() !== '')

const RUNS = { numRuns: 2_000 }

test('whatever is written is read, and says something', () => {
  fc.assert(
    fc.property(bodies, body => {
      expect(readMarkdown(body).length).toBeGreaterThan(0)
      expect(typeof plainText(body, 100)).toBe('string')
    }),
    RUNS,
  )
})

test('nothing but http, https and mail is to be opened, and no address can end an attribute', () => {
  fc.assert(
    fc.property(bodies, body => {
      for (const inline of everyInline(readMarkdown(body))) {
        if (inline.kind !== 'link') continue
        const { protocol, username, password } = new URL(inline.href)
        expect(['http:', 'https:', 'mailto:']).toContain(protocol)
        expect(username + password).toBe('')
        expect(inline.href).not.toMatch(/["'<>\s\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }
    }),
    RUNS,
  )
})

test('nothing to press stands within a link', () => {
  fc.assert(
    fc.property(bodies, body => {
      for (const inline of everyInline(readMarkdown(body)))
        if (inline.kind === 'link')
          for (const inner of everyInline([{ kind: 'paragraph', inlines: inline.inlines }]))
            expect(['link', 'spoiler', 'mention', 'room']).not.toContain(inner.kind)
    }),
    RUNS,
  )
})

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '\n', ', ', '. ', '…', '🎉', 'é', 'שלום'),
      fc.stringMatching(/^[\p{L}\p{N}]{1,8}$/u),
    ),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map(parts => parts.join('').trim())
  .filter(body => body !== '' && !/\n\s*\n/.test(body))

describe('plain text', () => {
  const shown = (body: string) =>
    readMarkdown(body).map(block =>
      block.kind === 'paragraph'
        ? block.inlines.map(one => (one.kind === 'break' ? '\n' : 'text' in one ? one.text : '?'))
        : ['?'],
    )

  test('stays as it is, with its lines', () => {
    fc.assert(
      fc.property(words, body => {
        // Spaces before the end of a line are a way to end it.
        expect(shown(body)).toHaveLength(1)
        expect(shown(body).flat().join('').replaceAll(/ +\n/g, '\n')).toBe(
          body.replaceAll(/ +\n/g, '\n'),
        )
      }),
      RUNS,
    )
  })

  test('is what need not be read: it would be the same', () => {
    let plain = 0
    fc.assert(
      fc.property(fc.oneof(words, bodies), body => {
        if (!isPlain(body)) return
        plain += 1
        expect(shown(body)).toHaveLength(1)
        expect(shown(body).flat().join('').replaceAll(/ +\n/g, '\n')).toBe(
          body.replaceAll(/ +\n/g, '\n'),
        )
      }),
      RUNS,
    )
    expect(plain).toBeGreaterThan(200)
  })
})

describe('nothing stands deeper than it may', () => {
  test('whatever is written', () => {
    fc.assert(
      fc.property(bodies, body => {
        expect(depthOf(readMarkdown(body))).toBeLessThanOrEqual(DEPTH_MAX)
      }),
      RUNS,
    )
  })

  test('where that is what it was written for', () => {
    const depths = [...hostile(4_000).values(), ...SMUGGLED].map(body =>
      depthOf(readMarkdown(body)),
    )
    expect(Math.max(...depths)).toBeLessThanOrEqual(DEPTH_MAX)
    // Some of them do reach for more.
    expect(Math.max(...depths)).toBeGreaterThan(DEPTH_MAX - 3)
  })
})
