// Messages made to take long, each filled up to so many characters.

const repeated = (unit: string, chars: number) =>
  unit.repeat(Math.ceil(chars / unit.length)).slice(0, chars)

const REPEATED: readonly string[] = [
  ...[
    '[',
    '*',
    '_a',
    '`',
    '<',
    '![[',
    '>',
    '> ',
    '>- ',
    '- ',
    '* ',
    '1. ',
    '+ ',
    '#',
    '# a\n',
    '~',
  ],
  ...['a**b', '*a_', '**x ', '***a', '~~a ', '||', '||a', '|| a||', '[a](', '[](', '[a](<b', ']('],
  ...['[a][b]', '[a]: b\n', '\\``', '\\', '<a ', '<!--', 'a <?', 'a <![CDATA[', '&amp;', '```\n'],
  ...[
    'http://a.b/',
    'https://a@b',
    'http://(',
    'http://',
    'www.a.',
    'a@a.',
    'a.',
    '<a@b.c',
    '<http://',
  ],
  ...[
    '@',
    '@a ',
    '@a.',
    '@a-',
    '#a-',
    '#a_',
    ':',
    ':a',
    ':a:',
    ':a: ',
    '|',
    '|\n',
    '|-|\n',
    'a|b\n-|-\n',
  ],
  ...[
    '\n',
    ' ',
    '\t',
    '-\n',
    '- [ ] a\n',
    'a  \n',
    'a\n=\n',
    '\u0301',
    '\u200b',
    '\u{1f469}\u200d',
    'א',
    '.',
  ],
]

/** By a name that says what each is. */
export function hostile(chars: number): ReadonlyMap<string, string> {
  const half = Math.floor(chars / 2) - 8
  return new Map([
    ...REPEATED.map(unit => [unit, repeated(unit, chars)] as const),
    ...['- ', '1. ', '> ', '>'].map(
      unit => [`${unit} and a word`, `${repeated(unit, chars - 1)}a`] as const,
    ),
    ['a list in a list', lines(i => `${'  '.repeat(i)}- a`, chars)],
    ['a quote in a quote, line by line', lines(i => `${'>'.repeat(i)} a`, chars)],
    ['fences of all lengths', lines(i => '`'.repeat(i + 1), chars).replaceAll('\n', ' ')],
    ['a quote that goes on', `${repeated('>', half)}a\n${repeated('b\n', half)}`],
    ['emphasis in emphasis', repeated('*a ', half) + repeated('a*', half)],
    ['a link in a link', repeated('[', half) + repeated('](a)', half)],
    ['brackets in an address', `[a](${repeated('(', half)}${repeated(')', half)})`],
    ['a wide table', `${repeated('|a', half)}|\n${repeated('|-', half)}|`],
    ['a wide table with many rows', wide(chars)],
    ['a tall table', `|a|b|\n|-|-|\n${repeated('|x|y|\n', chars - 14)}`],
    ['a link with a long name', `[${repeated('a.', chars - 24)}](https://b.example)`],
    ['a link with a name of dots', `[${repeated('1.1.1.', chars - 24)}](https://b.example)`],
  ])
}

function lines(line: (i: number) => string, chars: number): string {
  let text = ''
  for (let i = 0; text.length < chars; i++) text += `${line(i)}\n`
  return text.slice(0, chars)
}

/** Filled up, its rows would have a cell for each of its columns. */
function wide(chars: number): string {
  const columns = Math.floor(chars / 8)
  const head = `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n`
  return head + repeated('|\n', chars - head.length)
}
