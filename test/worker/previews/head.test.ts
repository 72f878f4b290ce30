import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decoded } from '../../../worker/previews/entities.ts'
import { headOf } from '../../../worker/previews/head.ts'
import { sketchOf } from '../../../worker/previews/sketch.ts'
import { words } from '../../../worker/previews/words.ts'

const AT = new URL('https://harbour.example.org/tides/today')

async function sketch(html: string) {
  return sketchOf(await headOf(html), AT)
}

const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`

describe('what a page is called', () => {
  test.each([
    ['its title', '<title>Tides</title>', 'Tides'],
    ['what it is for sharing', `<title>No</title>${meta('og:title', 'Tides')}`, 'Tides'],
    ['what it is on Twitter', `<title>No</title>${meta('twitter:title', 'Tides')}`, 'Tides'],
    ['the first of many', `${meta('og:title', 'Tides')}${meta('og:title', 'No')}`, 'Tides'],
    [
      'the first that says anything',
      `${meta('og:title', ' ')}${meta('og:title', 'Tides')}`,
      'Tides',
    ],
    ['whatever the case', '<META NAME="OG:Title" CONTENT="Tides">', 'Tides'],
    [
      'with entities',
      '<title>Tides &amp; times &#8211; caf&eacute; &#x1F30A;</title>',
      'Tides & times – café 🌊',
    ],
    ['on one line', '<title>\n  Tides\t of \n today </title>', 'Tides of today'],
    ['not the title of a drawing', '<title>Tides</title><svg><title>Logo</title></svg>', 'Tides'],
    ['not mark-up that it names', '<title>Use &lt;b&gt; here</title>', 'Use <b> here'],
    ['without what turns text round', meta('og:title', '\u202eTides\u2066\u200f\ufeff'), 'Tides'],
    ['without control characters', meta('og:title', 'Ti\u0000\u001bdes'), 'Ti des'],
    ['although nothing is closed', '<title>Tides</title><div><p><meta', 'Tides'],
  ])('is %s', async (_, html, title) => {
    expect((await sketch(html))?.title).toBe(title)
  })

  test.each([
    '',
    'text',
    '<title></title>',
    '<title> \u200b </title>',
    '<script>"<title>x</title>"</script>',
  ])('is needed: %j shows nothing', async html => {
    expect(await sketch(html)).toBeUndefined()
  })

  test('is cut where it is too long, between characters', async () => {
    const found = await sketch(`<title>${'🌊'.repeat(1_000)}</title>`)
    expect([...(found?.title ?? '')]).toHaveLength(200)
    expect(found?.title).toMatch(/^🌊+…$/u)
  })
})

test('what it is about and whose it is stand beside', async () => {
  const html = `<title>x</title>${meta('og:description', 'When &quot;it&quot; comes')}${meta('og:site_name', 'Harbour')}`
  expect(await sketch(html)).toMatchObject({ description: 'When "it" comes', siteName: 'Harbour' })
  expect(await sketch('<title>x</title>')).toMatchObject({
    description: '',
    siteName: '',
    image: null,
  })
})

describe('its picture', () => {
  const image = async (html: string) => (await sketch(`<title>x</title>${html}`))?.image

  test.each([
    ['/a.png', 'https://harbour.example.org/a.png'],
    ['a.png', 'https://harbour.example.org/tides/a.png'],
    ['//cdn.example.org/a.png', 'https://cdn.example.org/a.png'],
    ['https://cdn.example.org/a?b=1&amp;c=2', 'https://cdn.example.org/a?b=1&c=2'],
    ['https://cdn.example.org/a?b=1&copy=2', 'https://cdn.example.org/a?b=1&copy=2'],
  ])('is at %s', async (content, url) => {
    expect(await image(meta('og:image', content))).toEqual({ url })
  })

  test('is relative to what the page says', async () => {
    const html = `<base href="https://cdn.example.org/x/">${meta('og:image', 'a.png')}`
    expect(await image(html)).toEqual({ url: 'https://cdn.example.org/x/a.png' })
  })

  test.each([
    'javascript:alert(1)',
    'data:image/png;base64,iVBORw0KGgo=',
    'http://127.0.0.1/a.png',
    'http://[::1]/a.png',
    'https://ada:secret@cdn.example.org/a.png',
    'https://cdn.example.org:8080/a.png',
    `https://cdn.example.org/${'a'.repeat(3_000)}`,
    'http://',
  ])('is none at %s', async content => {
    expect(await image(meta('og:image', content))).toBeNull()
  })

  test('is as large as it says, where it says something that can be', async () => {
    const sized = (width: string, height: string) =>
      image(
        meta('og:image', '/a') + meta('og:image:width', width) + meta('og:image:height', height),
      )
    expect(await sized('640', '480')).toMatchObject({ width: 640, height: 480 })
    for (const side of ['0', '-1', '1.5', '1e9', 'x', 'Infinity'])
      expect(await sized(side, '480')).toEqual({ url: 'https://harbour.example.org/a' })
  })
})

describe('words', () => {
  test('are one line without what controls it, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        (raw, max) => {
          const said = words(raw, max)
          expect([...said].length).toBeLessThanOrEqual(max)
          expect(said).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
          expect(said.isWellFormed()).toBe(true)
          expect(said.trim()).toBe(said)
        },
      ),
    )
  })

  test('have their entities decoded once', () => {
    expect(decoded('&amp;lt; &nosuch; &#0; &#xd800; &#x110000; & &;')).toBe(
      '&lt; &nosuch; � � � & &;',
    )
    expect(words('&#x202e;x', 9)).toBe('x')
  })

  test('keep what joins letters of one', () => {
    expect(words('👩‍🚀 می‌خواهم', 50)).toBe('👩‍🚀 می‌خواهم')
  })
})

describe('a page made to be hard to read', () => {
  test.each([
    ['nests without end', '<div>'.repeat(52_000)],
    ['closes nothing', '<meta '.repeat(40_000)],
    ['has one endless attribute', `<meta content="${'a'.repeat(260_000)}`],
    ['has nothing but entities', `<title>${'&'.repeat(100_000)}</title>`],
  ])('one that %s says what it said before', async (_, rest) => {
    expect((await headOf(`<title>Tides</title>${rest}`)).title).toBe('Tides')
  })
})
