import { describe, expect, it } from 'vitest'
import { COMMAND_NAMES } from '../../../protocol/slash/commands.ts'
import { completionAt, type World } from '../../../protocol/slash/complete.ts'
import { escaped } from '../../../protocol/slash/line.ts'
import { read } from '../../../protocol/slash/read.ts'

const WORLD: World = {
  commands: COMMAND_NAMES,
  people: [
    {
      id: 'g',
      username: 'grace',
      displayName: 'Grace Hopper',
      role: 'member',
      isMe: false,
      isBelow: true,
    },
  ],
  rooms: [{ name: 'Deep water', hint: '' }],
  roles: ['member'],
}

/** What texts are made of here: what means something to a command, and what means trouble. */
const PIECES = [
  ...[
    '/',
    '//',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '@',
    '#',
    '"',
    '“',
    '\\',
    '"\\',
    'purge ',
    'for ',
    'off',
    '10m',
    '24h',
    '9',
  ],
  ...[
    'grace',
    'é',
    'e\u0301',
    '語',
    '👩‍🚀',
    '\u202e',
    '\u0000',
    '\ud83e',
    '\udd89',
    '\ufdfa',
    'x'.repeat(40),
  ],
  ...COMMAND_NAMES.map(name => `/${name} `),
]

/** Numbers that are the same each time (https://prng.di.unimi.it/splitmix32, as used for tests). */
function* numbers(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    yield ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

function* texts(count: number): Generator<string> {
  const random = numbers(42)
  const below = (n: number) => Math.floor(random.next().value * n)
  for (let i = 0; i < count; i += 1)
    yield Array.from({ length: below(9) }, () => PIECES[below(PIECES.length)]).join('')
}

describe('whatever is typed', () => {
  it('is read, and completed at each of its places', () => {
    const kinds = new Set<string>()
    for (const text of texts(20_000)) {
      kinds.add(read(text).kind)
      for (const caret of [0, 1, text.length >> 1, text.length]) {
        const completion = completionAt(text, caret, WORLD)
        if (completion === undefined) continue
        expect(completion.from).toBeLessThanOrEqual(completion.to)
        expect(completion.to).toBeLessThanOrEqual(text.length)
      }
    }
    expect(kinds).toEqual(new Set(['message', 'command', 'unknown', 'mistake']))
  })

  it('can be said as it is', () => {
    for (const text of texts(5_000))
      expect(read(escaped(text))).toEqual({ kind: 'message', body: text })
  })

  it.each([
    ['/topic ', 'x'],
    ['/topic ', ' '],
    ['/join #"', '\\"'],
    ['/join "', '\\'],
    ['/mute @', 'x'],
    ['/mute @ada ', '1'],
    ['/mute @ada ', '1h'],
    ['/ban @ada purge ', '1'],
    ['/ban @ada ', 'purge '],
    ['/', 'x'],
    ['', '/'],
    ['/kick ', '\u0301'],
    ['/kick @ada', ' x'],
    ['/kick @ada ', '\ufdfa'],
  ])('takes time by its length: %j and more of %j', (begin, piece) => {
    // A hundred times what fits: by the square of the length this would take minutes.
    const text = begin + piece.repeat(200_000 / piece.length)
    const started = performance.now()
    read(text)
    completionAt(text, text.length, WORLD)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
