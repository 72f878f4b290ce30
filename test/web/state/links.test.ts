import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linked } from '../../../web/state/links.ts'

const hrefs = (body: string) =>
  linked(body).flatMap(({ href }) => (href === undefined ? [] : [href]))

describe('addresses', () => {
  test.each([
    ['see https://example.org', 'https://example.org/'],
    ['see http://example.org/a?b=c#d.', 'http://example.org/a?b=c#d'],
    ['(https://example.org/a)', 'https://example.org/a'],
    [
      'https://en.wikipedia.org/wiki/Arch_(disambiguation)',
      'https://en.wikipedia.org/wiki/Arch_(disambiguation)',
    ],
    ['<https://example.org/a>', 'https://example.org/a'],
    ['"https://example.org/a"', 'https://example.org/a'],
    ['https://example.org/a, then', 'https://example.org/a'],
    ['https://example.org/über', 'https://example.org/%C3%BCber'],
    ['HTTPS://EXAMPLE.ORG/A', 'https://example.org/A'],
    ['https://example.org/a).', 'https://example.org/a'],
    ['line\nhttps://example.org/b\nline', 'https://example.org/b'],
  ])('in %j is %s', (body, href) => {
    expect(hrefs(body)).toEqual([href])
  })

  test.each([
    ['brackets', ')'.repeat(3_990)],
    ['brackets and points', ').'.repeat(1_995)],
    ['points', `${'.'.repeat(3_989)}x`],
  ])('are found in no time in a message of %s', (_, rest) => {
    const start = performance.now()
    for (let n = 0; n < 10; n++) linked(`http://a${rest}`)
    expect(performance.now() - start).toBeLessThan(100)
  })

  test('are all found', () => {
    expect(hrefs('https://a.example https://b.example')).toHaveLength(2)
  })

  test('are shown as they were written', () => {
    expect(linked('go https://example.org/ü!')).toEqual([
      { text: 'go ' },
      { text: 'https://example.org/ü', href: 'https://example.org/%C3%BC' },
      { text: '!' },
    ])
  })
})

describe('what must not become a link', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'mailto:ada@example.org',
    '//example.org/a',
    'https://',
    'https://?',
    'http://[',
    'https://user:secret@example.org/',
    'https://example.org@evil.example/',
    'xhttps://example.org',
    'ftp://example.org',
  ])('%j', body => {
    expect(hrefs(body)).toEqual([])
  })

  test.each([
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    '&lt;b&gt;',
    '{{constructor.constructor("alert(1)")()}}',
  ])('%j, which stays text', body => {
    expect(linked(body)).toEqual([{ text: body }])
  })

  test.each([
    ['https://example.org/"onmouseover="alert(1)', 'https://example.org/'],
    ["https://example.org/'onclick='alert(1)", 'https://example.org/'],
    ['https://example.org/<script>alert(1)</script>', 'https://example.org/'],
    ['https://example.org/\u202egpj.exe', 'https://example.org/'],
    ['https://example.org/\u0000x', 'https://example.org/'],
    ['https://example.org\u200b.evil.example', 'https://example.org/'],
  ])('%j, but for its harmless start', (body, href) => {
    expect(hrefs(body)).toEqual([href])
  })
})

const fragment = fc.oneof(
  fc.constantFrom(
    'https://',
    'http://',
    'javascript:',
    'a.example',
    '/',
    '(',
    ')',
    '.',
    '@',
    ' ',
    '\n',
    '"',
    '<',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const bodies = fc.array(fragment, { maxLength: 12 }).map(parts => parts.join(''))

test('pieces put together again are the message', () => {
  fc.assert(
    fc.property(bodies, body => {
      expect(
        linked(body)
          .map(piece => piece.text)
          .join(''),
      ).toBe(body)
    }),
  )
})

test('whatever is linked is http or https, and cannot end an attribute', () => {
  fc.assert(
    fc.property(bodies, body => {
      for (const href of hrefs(body)) {
        expect(['http:', 'https:']).toContain(new URL(href).protocol)
        expect(href).not.toMatch(/["'<>\s]/u)
      }
    }),
  )
})

test('a long message is split in no time', () => {
  const start = performance.now()
  linked(`https://a.example/${'('.repeat(2_000)}${')'.repeat(2_000)}`)
  linked(`https://a.example/${'.!'.repeat(2_000)}`)
  expect(performance.now() - start).toBeLessThan(500)
})
