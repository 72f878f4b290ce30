import fc from 'fast-check'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { MessageBody } from '../../../../../web/components/timeline/message-body.tsx'
import { isPlain, readMarkdown } from '../../../../../web/state/markdown/reader.ts'
import { SMUGGLED } from '../../../state/markdown/corpus.ts'
import { everyInline } from '../../../state/markdown/depth.ts'
import { readHtml, type Written } from './html.ts'

// Every element of a message, and what each may say of itself. What is not here must never come out.
const ANY = ['class', 'title', 'dir']
const OURS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['p', 'strong', 'em', 's', 'code', 'br', 'hr', 'blockquote', 'ul', 'li'].map(name => [
      name,
      [],
    ]),
  ),
  ...Object.fromEntries(['table', 'thead', 'tbody', 'tr', 'th', 'td'].map(name => [name, []])),
  span: ['role'],
  div: ['role', 'tabindex', 'aria-label'],
  pre: ['tabindex'],
  ol: ['start'],
  a: ['href', 'target', 'rel'],
  button: ['type', 'aria-expanded'],
  input: ['type', 'checked', 'disabled', 'aria-label'],
  svg: [
    'width',
    'height',
    'viewBox',
    'fill',
    'stroke',
    'stroke-width',
    'stroke-linecap',
    'stroke-linejoin',
    'aria-hidden',
  ],
  path: ['d'],
}

const shown = (body: string): Written => readHtml(renderToString(h(MessageBody, { body })))

function expectOurs({ elements }: Written): void {
  for (const { name, attributes } of elements) {
    expect(Object.keys(OURS)).toContain(name)
    for (const [attribute, value] of attributes) {
      expect([...ANY, ...(OURS[name] ?? [])], `${name} ${attribute}`).toContain(attribute)
      if (attribute === 'role') expect(['group', 'status']).toContain(value)
      if (attribute === 'class') expect(value).toMatch(/^[a-z0-9 -]*$/)
      if (attribute === 'href')
        expect(value).toMatch(/^(?:https?:\/\/[^\s"'<>@]+|mailto:[\w.+-]+@[\w.-]+)$/)
    }
  }
}

describe('what is smuggled in', () => {
  test('is a good number of things', () => {
    expect(new Set(SMUGGLED).size).toBeGreaterThanOrEqual(100)
  })

  test.each(SMUGGLED)('comes out as text, and as elements of ours: %j', body => {
    expectOurs(shown(body))
  })

  test.each(SMUGGLED)('is nothing else when it stands in something else: %j', body => {
    const inLine = body.replaceAll('\n', ' ')
    for (const around of [
      `> ${inLine}`,
      `- ${inLine}`,
      `**${inLine}**`,
      `||${inLine}||`,
      `|${inLine}|\n|-|`,
      `[${inLine}](https://a.example)`,
    ])
      expectOurs(shown(around))
  })

  test.each(SMUGGLED)('opens nothing but what the web and mail have: %j', body => {
    for (const inline of everyInline(readMarkdown(body)))
      if (inline.kind === 'link')
        expect(['http:', 'https:', 'mailto:']).toContain(new URL(inline.href).protocol)
  })

  test('is found where it does come out', () => {
    expect(() => expectOurs(readHtml('<img src="x">'))).toThrow()
    expect(() => expectOurs(readHtml('<p onclick="x"></p>'))).toThrow()
    expect(() => expectOurs(readHtml('<a href="javascript:x">x</a>'))).toThrow()
    expect(() => readHtml('<p a=b>')).toThrow()
    expect(() => readHtml('a < b')).toThrow()
  })
})

test('whatever is written comes out as text, and as elements of ours', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...SMUGGLED),
    fc.constantFrom(
      '*',
      '`',
      '[',
      '](',
      ')',
      '<',
      '>',
      '||',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '|',
      '|-|-|',
      '"',
      "'",
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), parts => {
      expectOurs(shown(parts.join('')))
    }),
    { numRuns: 1_000 },
  )
})

test('plain text comes out as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), body => {
      if (isPlain(body)) expect(shown(body)).toEqual({ elements: [], text: body })
    }),
  )
})
