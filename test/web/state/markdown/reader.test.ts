import { describe, expect, test } from 'vitest'
import { isPlain, readMarkdown } from '../../../../web/state/markdown/reader.ts'
import type { Inline } from '../../../../web/state/markdown/tree.ts'

const text = (words: string): Inline => ({ kind: 'text', text: words })
const paragraph = (...inlines: Inline[]) => ({ kind: 'paragraph', inlines })
const inlinesOf = (body: string): Inline[] => {
  const [only, ...more] = readMarkdown(body)
  if (only?.kind !== 'paragraph' || more.length > 0) throw new Error('not one paragraph')
  return only.inlines
}

describe('within a line', () => {
  test.each<[string, Inline[]]>([
    ['**a**', [{ kind: 'strong', inlines: [text('a')] }]],
    ['__a__', [{ kind: 'strong', inlines: [text('a')] }]],
    [
      '*a* _b_',
      [
        { kind: 'emphasis', inlines: [text('a')] },
        text(' '),
        { kind: 'emphasis', inlines: [text('b')] },
      ],
    ],
    ['~~a~~', [{ kind: 'strike', inlines: [text('a')] }]],
    ['||a||', [{ kind: 'spoiler', inlines: [text('a')] }]],
    [
      '||a **b**||',
      [{ kind: 'spoiler', inlines: [text('a '), { kind: 'strong', inlines: [text('b')] }] }],
    ],
    ['`a`', [{ kind: 'code', text: 'a' }]],
    ['`` a`b ``', [{ kind: 'code', text: 'a`b' }]],
    ['` a`', [{ kind: 'code', text: ' a' }]],
    ['`  `', [{ kind: 'code', text: '  ' }]],
    ['`**a** @ada :tada: <b>`', [{ kind: 'code', text: '**a** @ada :tada: <b>' }]],
    ['a\nb', [text('a'), { kind: 'break' }, text('b')]],
    [
      '*a*  \nb\\\nc',
      [
        { kind: 'emphasis', inlines: [text('a')] },
        { kind: 'break' },
        text('b'),
        { kind: 'break' },
        text('c'),
      ],
    ],
    ['\\*a\\*', [text('*a*')]],
  ])('%j', (body, inlines) => {
    expect(inlinesOf(body)).toEqual(inlines)
  })

  test.each([
    ...[
      '2 * 3 * 4',
      'snake_case_name',
      'a || b || c',
      'a|| b||',
      '||a ||b',
      'x ||= y',
      '~a~',
      '* * a'.slice(4),
      '`a',
    ],
    ...[
      '<b>a</b>',
      '<br>',
      '&amp; &lt; &#60;',
      '<!-- a -->',
      'a [b] c',
      '[a][b]',
      '[a]: https',
      '**a',
    ],
    ...[
      '12:30:45',
      'a:b:c',
      'std::vec::new::heart::b',
      '@',
      '#',
      '@-',
      'ada@',
      'C#',
      '#!',
      '@@ada',
      'ada@grace',
    ],
    ...['/@ada', '@adaé', '@ada@grace', '&#39;', '😀'],
  ])('%j is text', body => {
    expect(inlinesOf(body)).toEqual([text(body)])
  })
})

test('who shrugs keeps both arms', () => {
  expect(inlinesOf('¯\\_(ツ)_/¯ and *so* ¯\\_(ツ)_/¯')).toEqual([
    text('¯\\_(ツ)_/¯ and '),
    { kind: 'emphasis', inlines: [text('so')] },
    text(' ¯\\_(ツ)_/¯'),
  ])
})

describe('who and what is named', () => {
  test.each<[string, Inline]>([
    ['@ada', { kind: 'mention', username: 'ada', text: '@ada' }],
    ['@Ada.L_2', { kind: 'mention', username: 'ada.l_2', text: '@Ada.L_2' }],
    ['@here', { kind: 'audience', text: '@here' }],
    ['@Room', { kind: 'audience', text: '@Room' }],
    ['#tide-pools', { kind: 'room', name: 'tide-pools', text: '#tide-pools' }],
    ['#"Tide pools"', { kind: 'room', name: 'Tide pools', text: '#"Tide pools"' }],
    ['#räume_2', { kind: 'room', name: 'räume_2', text: '#räume_2' }],
    [':tada:', { kind: 'emoji', code: 'tada', text: ':tada:' }],
    [':+1:', { kind: 'emoji', code: '+1', text: ':+1:' }],
    [':Stuck_out_tongue:', { kind: 'emoji', code: 'stuck_out_tongue', text: ':Stuck_out_tongue:' }],
  ])('%j', (body, inline) => {
    expect(inlinesOf(body)).toEqual([inline])
    expect(inlinesOf(`(${body}), so`)).toEqual([text('('), inline, text('), so')])
    expect(inlinesOf(`**${body}**`)).toEqual([{ kind: 'strong', inlines: [inline] }])
  })

  test('a sentence ends after a name', () => {
    expect(inlinesOf('ask @ada.')).toEqual([
      text('ask '),
      { kind: 'mention', username: 'ada', text: '@ada' },
      text('.'),
    ])
  })

  test('two emoji in a row are two', () => {
    expect(inlinesOf(':tada::tada:').map(({ kind }) => kind)).toEqual(['emoji', 'emoji'])
  })

  test('a name longer than any is text', () => {
    const body = `@${'a'.repeat(33)}`
    expect(inlinesOf(body)).toEqual([text(body)])
  })
})

describe('links', () => {
  const link = (href: string, words: string, host?: string): Inline => ({
    kind: 'link',
    href,
    inlines: [text(words)],
    ...(host === undefined ? {} : { host }),
  })

  test.each<[string, Inline]>([
    ['https://a.example/x_y_z', link('https://a.example/x_y_z', 'https://a.example/x_y_z')],
    ['<https://a.example>', link('https://a.example/', 'https://a.example')],
    ['<ada@a.example>', link('mailto:ada@a.example', 'ada@a.example')],
    ['[here](https://a.example)', link('https://a.example/', 'here')],
    ['[here](<https://a.example/a b> "title")', link('https://a.example/a%20b', 'here')],
    ['[write](mailto:ada@a.example)', link('mailto:ada@a.example', 'write')],
    ['![a cat](https://a.example/cat.png)', link('https://a.example/cat.png', 'a cat')],
    [
      '![](https://a.example/cat.png)',
      link('https://a.example/cat.png', 'https://a.example/cat.png'),
    ],
    ['[](https://a.example)', link('https://a.example/', 'https://a.example/')],
    [
      '[https://a.example](https://b.example)',
      link('https://b.example/', 'https://a.example', 'b.example'),
    ],
    ['[a.example](https://a.example/x)', link('https://a.example/x', 'a.example')],
    ['[@ada](https://a.example)', link('https://a.example/', '@ada')],
    ['[||a||](https://a.example)', link('https://a.example/', '||a||')],
  ])('%j', (body, inline) => {
    expect(inlinesOf(body)).toEqual([inline])
  })

  test.each([
    '**https://a.example**',
    '||https://a.example||',
    '~~https://a.example~~',
  ])('the marks around %j are no part of the address', body => {
    const [outer] = inlinesOf(body)
    expect(outer).toMatchObject({ inlines: [link('https://a.example/', 'https://a.example')] })
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](/rooms/1)',
    '[x](https://a:b@c.example)',
    '![x](data:,x)',
  ])('what is not to be opened is shown as it was written: %j', body => {
    expect(inlinesOf(body).every(({ kind }) => kind === 'text')).toBe(true)
    expect(
      inlinesOf(body)
        .map(one => 'text' in one && one.text)
        .join(''),
    ).toBe(body)
  })

  test('a link in a link is part of its text', () => {
    expect(inlinesOf('[a ![b](https://b.example) c](https://a.example)')).toEqual([
      link('https://a.example/', 'a ![b](https://b.example) c', 'a.example'),
    ])
  })
})

describe('blocks', () => {
  test('a line left empty ends a paragraph', () => {
    expect(readMarkdown('a\n\nb')).toEqual([paragraph(text('a')), paragraph(text('b'))])
  })

  test('headings, rules and quotes', () => {
    expect(readMarkdown('# a #\n###### b\n---\n> c\n> d\ne')).toEqual([
      { kind: 'heading', level: 1, inlines: [text('a')] },
      { kind: 'heading', level: 6, inlines: [text('b')] },
      { kind: 'rule' },
      {
        kind: 'quote',
        blocks: [paragraph(text('c'), { kind: 'break' }, text('d'), { kind: 'break' }, text('e'))],
      },
    ])
  })

  test('what is underlined or moved to the right is a paragraph', () => {
    expect(readMarkdown('a\n===')).toEqual([paragraph(text('a'), { kind: 'break' }, text('==='))])
    expect(readMarkdown('a\n    b *c*')).toMatchObject([
      {
        kind: 'paragraph',
        inlines: [text('a'), { kind: 'break' }, text('    b '), { kind: 'emphasis' }],
      },
    ])
  })

  test('lists, with numbers and in each other', () => {
    expect(readMarkdown('- a\n  b\n  - c\n\n3. d\n4. e')).toEqual([
      {
        kind: 'list',
        items: [
          {
            blocks: [
              paragraph(text('a'), { kind: 'break' }, text('b')),
              { kind: 'list', items: [{ blocks: [paragraph(text('c'))] }] },
            ],
          },
        ],
      },
      {
        kind: 'list',
        start: 3,
        items: [{ blocks: [paragraph(text('d'))] }, { blocks: [paragraph(text('e'))] }],
      },
    ])
  })

  test('tasks', () => {
    expect(readMarkdown('- [ ] a\n- [X] *b*\n- c')).toMatchObject([
      { kind: 'list', items: [{ checked: false }, { checked: true }, {}] },
    ])
    expect(readMarkdown('- [x] a')).toEqual([
      { kind: 'list', items: [{ checked: true, blocks: [paragraph(text('a'))] }] },
    ])
  })

  test.each([
    ['```TS {1}\na\n\n  b\n```', { kind: 'code', language: 'ts', text: 'a\n\n  b' }],
    ['~~~\n**a**\n~~~', { kind: 'code', language: '', text: '**a**' }],
    ['```\nnever closed', { kind: 'code', language: '', text: 'never closed' }],
  ])('code: %j', (body, block) => {
    expect(readMarkdown(body)).toEqual([block])
  })

  test('code in a quote and in a list has neither their marks nor their space', () => {
    expect(readMarkdown('> ```\n> a\n>   b\n> ```')).toEqual([
      { kind: 'quote', blocks: [{ kind: 'code', language: '', text: 'a\n  b' }] },
    ])
    expect(readMarkdown('- ```\n  a\n    b\n  ```')).toEqual([
      { kind: 'list', items: [{ blocks: [{ kind: 'code', language: '', text: 'a\n  b' }] }] },
    ])
  })

  test('tables, with what is missing left out and what is too much left away', () => {
    expect(readMarkdown('|a||**c**|\n|:-|:-:|-:|\n|1|\n|1|2|3|4|\n1 | \\| |')).toEqual([
      {
        kind: 'table',
        columns: ['start', 'center', 'end'],
        head: [[text('a')], [], [{ kind: 'strong', inlines: [text('c')] }]],
        rows: [[[text('1')]], [[text('1')], [text('2')], [text('3')]], [[text('1')], [text('|')]]],
      },
    ])
  })

  test.each([
    '#',
    '>',
    '-',
    '1.',
    '```',
    '||||',
    '> >',
    '- -',
    '# #',
  ])('%j marks nothing, and is text', body => {
    expect(readMarkdown(body)).toEqual([paragraph(text(body))])
  })

  test('lines may end as they do elsewhere', () => {
    expect(readMarkdown('a\r\n\r\n- b\r\n- c')).toEqual(readMarkdown('a\n\n- b\n- c'))
  })
})

test.each([
  'Good morning, everybody.',
  'a\nb',
  'Note: 3 (three) - or 4?',
  "it's 10 % off",
  '🎉',
  'a > b',
  'https',
  'שלום',
])('%j need not be read', body => {
  expect(isPlain(body)).toBe(true)
})

test.each([
  '*a*',
  '- a',
  'a\n\nb',
  '> a',
  '1. a',
  'https://a.example',
  ':tada:',
  '@ada',
  '#a',
  'a\n---',
  '`a',
  ' a',
])('%j has to be read', body => {
  expect(isPlain(body)).toBe(false)
})
