import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressAt, addressesIn, mailHref, otherHost, safeHref } from '../../../protocol/links.ts'
import { readMarkdown } from '../../../web/state/markdown/reader.ts'
import { everyInline } from './markdown/depth.ts'

const hrefs = (body: string) =>
  everyInline(readMarkdown(body)).flatMap(one => (one.kind === 'link' ? [one.href] : []))

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
    expect(addressesIn(body)).toEqual([href])
  })

  test.each([
    ['brackets', ')'.repeat(3_990)],
    ['brackets and points', ').'.repeat(1_995)],
    ['points', `${'.'.repeat(3_989)}x`],
  ])('are found in no time in a message of %s', (_, rest) => {
    const start = performance.now()
    for (let n = 0; n < 10; n++) addressAt(`http://a${rest}`, 0)
    expect(performance.now() - start).toBeLessThan(100)
  })

  test('are all found', () => {
    expect(hrefs('https://a.example https://b.example')).toHaveLength(2)
  })

  test('are shown as they were written', () => {
    expect(addressAt('go https://example.org/ü!', 3)).toEqual({
      text: 'https://example.org/ü',
      href: 'https://example.org/%C3%BC',
    })
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
    expect(everyInline(readMarkdown(body))).toEqual([{ kind: 'text', text: body }])
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

describe('addresses that links are given', () => {
  test.each([
    ['https://example.org', 'https://example.org/'],
    ["https://example.org/it's", 'https://example.org/it%27s'],
    ['https://example.org/\u202egpj.exe', 'https://example.org/%E2%80%AEgpj.exe'],
    ['https://EXAMPLE\u3002org', 'https://example.org/'],
  ])('%j is %s', (text, href) => {
    expect(safeHref(text)).toBe(href)
  })

  test.each([
    '/a',
    '//example.org',
    'example.org',
    '#a',
    '',
    'https://a:b@c.example',
    'ws://a.example',
  ])('%j is none to open', text => {
    expect(safeHref(text)).toBeUndefined()
  })
})

describe('addresses of mail', () => {
  test.each([
    'ada@example.org',
    'mailto:ada@example.org',
    'MAILTO:ada.l+x_y-z@mail.example.org',
  ])('%j', text => {
    expect(mailHref(text)).toBe(`mailto:${text.replace(/^mailto:/i, '')}`)
  })

  test.each([
    'ada',
    'ada@example',
    'mailto:',
    'a@b.c?subject=x',
    'a@b.c,d@e.f',
    'a@b.c\n',
    '"a"@b.c',
    'a@b..c',
    'a%0a@b.c',
  ])('%j is none', text => {
    expect(mailHref(text)).toBeUndefined()
  })
})

describe('where a link leads is shown', () => {
  test.each([
    'https://example.org',
    'example.org',
    'www.example.org',
    'EXAMPLE.ORG',
    'see paypal.com for more',
    'ada@example.org',
    'https://example.org/evil.example',
    'https://example.org@evil.example',
    'https://evil.example.org',
    'example\u200b.org',
    'exa\u00admple.org',
    'ｅｘａｍｐｌｅ．ｏｒｇ',
    'example\u3002org',
    'example․org',
    '192.168.0.1',
    '1.2.3.4:80',
    'еxample.org',
  ])('when its text is %j', text => {
    expect(otherHost(text, 'https://evil.example/x')).toBe('evil.example')
  })

  test.each([
    'here',
    'evil.example',
    'https://evil.example/x',
    'http://www.evil.example',
    'https://evil.example/cat.png',
    'EVIL.EXAMPLE',
    '3.14',
    'a... b',
    'e.g.',
    'version 1.2.3',
    '10:30',
  ])('but not when it is %j', text => {
    expect(otherHost(text, 'https://evil.example/x')).toBeUndefined()
  })

  test('as it is read by browsers', () => {
    expect(otherHost('über.example', 'https://xn--ber-goa.example/')).toBeUndefined()
    expect(otherHost('uber.example', 'https://xn--ber-goa.example/')).toBe('xn--ber-goa.example')
    expect(otherHost('a.example', 'https://b.example:8443/')).toBe('b.example:8443')
    expect(otherHost('ada@a.example', 'mailto:ada@a.example')).toBeUndefined()
    expect(otherHost('ada@a.example', 'mailto:ada@b.example')).toBe('b.example')
  })
})
