import { describe, expect, it } from 'vitest'
import { COMMAND_NAMES } from '../../../protocol/slash/commands.ts'
import {
  completionAt,
  type Someone,
  type World,
  written,
} from '../../../protocol/slash/complete.ts'
import { read } from '../../../protocol/slash/read.ts'

const ada = someone('ada', 'Ada Lovelace', 'owner', { isMe: true })
const grace = someone('grace', 'Grace Hopper', 'moderator')
const linus = someone('linus', 'Linus', 'member', { isBelow: true })
const mary = someone('mary', 'Mary Somerville', null)

const WORLD: World = {
  commands: COMMAND_NAMES,
  people: [ada, grace, linus, mary],
  rooms: [
    { name: 'Workshop', hint: 'Yours' },
    { name: 'Deep water', hint: 'Open to join' },
  ],
  roles: ['moderator', 'member'],
}

function someone(
  username: string,
  displayName: string,
  role: Someone['role'],
  more: Partial<Someone> = {},
): Someone {
  return { id: username, username, displayName, role, isMe: false, isBelow: false, ...more }
}

/** A bar stands where the caret is; at the end without one. */
function at(typed: string, world = WORLD) {
  const bar = typed.indexOf('|')
  const text = typed.replace('|', '')
  return completionAt(text, bar < 0 ? text.length : bar, world)
}

function labels(typed: string): string[] | undefined {
  return at(typed)?.candidates.map(({ label }) => label)
}

/** The text once the first candidate is put in. */
function taken(typed: string): string | undefined {
  const completion = at(typed)
  const first = completion?.candidates[0]
  if (completion === undefined || first === undefined) return undefined
  const text = typed.replace('|', '')
  return text.slice(0, completion.from) + first.insert + text.slice(completion.to)
}

describe('names of commands', () => {
  it('are all offered behind a slash', () => {
    expect(at('/')?.candidates.map(({ key }) => key)).toEqual(COMMAND_NAMES)
  })

  it.each([
    ['/mu', ['/mute @person [10m|off] [reason]']],
    ['/MU', ['/mute @person [10m|off] [reason]']],
    ['/sil', ['/mute @person [10m|off] [reason]']],
    ['/mtue', ['/mute @person [10m|off] [reason]']],
    ['/xyzzy', []],
  ])('%s', (typed, offered) => {
    expect(labels(typed)).toEqual(offered)
  })

  it('that one begins go before other names one begins', () => {
    expect(at('/na')?.candidates.map(({ key }) => key)).toEqual(['nick', 'who'].toSorted(byHelp))
    expect(at('/r')?.candidates[0]?.key).toBe('rename')
  })

  it('are only those that one may use', () => {
    expect(at('/mu', { ...WORLD, commands: ['who'] })?.candidates).toEqual([])
  })

  it.each([['hello'], [' /mu'], ['//mu'], ['/usr/'], ['/|']])('are not offered in %j', typed => {
    if (typed === '/|') expect(at('|/')).toBeUndefined()
    else expect(at(typed)).toBeUndefined()
  })
})

describe('arguments', () => {
  it.each([
    ['/kick ', ['@linus']],
    ['/kick @g', []],
    ['/whois g', ['@grace']],
    ['/whois @hop', ['@grace']],
    ['/msg @', ['@grace', '@linus', '@mary']],
    ['/invite ', ['@mary']],
    ['/mute @linus ', ['10m', '1h', '1d', '7d', 'off']],
    ['/mute @linus 1', ['10m', '1h', '1d']],
    ['/mute @linus 10m ', []],
    ['/ban @linus ', ['purge 1h', 'purge 24h', 'purge 7d']],
    ['/ban @linus pu', ['purge 1h', 'purge 24h', 'purge 7d']],
    ['/ban @linus purge ', ['1h', '24h', '7d']],
    ['/ban @linus purge 2', ['24h']],
    ['/ban @linus spam', []],
    ['/promote @linus ', ['moderator', 'member']],
    ['/join ', ['#Workshop', '#Deep water']],
    ['/join #de', ['#Deep water']],
    ['/join #"deep wa', ['#Deep water']],
    ['/join water', ['#Deep water']],
    ['/create ', ['private', 'public']],
    ['/create #', []],
    ['/theme ', ['system', 'light', 'dark']],
    ['/who ', []],
    ['/me waves', []],
    ['/nothing ', undefined],
  ])('%j', (typed, offered) => {
    expect(labels(typed)).toEqual(offered)
  })

  it.each([
    ['/m', '/me '],
    ['/wh|', '/who'],
    ['/m|ute @linus', '/me  @linus'],
    ['/kick @l', '/kick @linus '],
    ['/kick @l|in too loud', '/kick @linus  too loud'],
    ['/join dee', '/join #"Deep water"'],
    ['/join work', '/join #Workshop'],
    ['/ban @linus pur', '/ban @linus purge 1h '],
    ['/ban @linus purge ', '/ban @linus purge 1h '],
  ])('take the place of what was typed: %j', (typed, text) => {
    expect(taken(typed)).toBe(text)
  })

  it('know which of them is being written', () => {
    expect(at('/mute ')?.usage).toEqual({ name: 'mute', active: 0 })
    expect(at('/mute @linus ')?.usage).toEqual({ name: 'mute', active: 1 })
    expect(at('/mute @linus 10')?.usage).toEqual({ name: 'mute', active: 1 })
    expect(at('/mute @linus 10m so')?.usage).toEqual({ name: 'mute', active: 2 })
    expect(at('/mute @linus so lo')?.usage).toEqual({ name: 'mute', active: 2 })
    expect(at('/who ')?.usage).toEqual({ name: 'who', active: 0 })
  })

  it('are expected where one cannot stop', () => {
    expect(at('/kick ')?.isExpected).toBe(true)
    expect(at('/mute @linus ')?.isExpected).toBe(false)
    expect(at('/mute @linus 1')?.isExpected).toBe(true)
  })

  it('say whom to look for elsewhere', () => {
    expect(at('/kick @Gr')?.people).toEqual({ among: 'below', q: 'gr' })
    expect(at('/invite ')?.people).toEqual({ among: 'outsiders', q: '' })
    expect(at('/mute @linus ')).not.toHaveProperty('people')
  })
})

describe('a room’s name', () => {
  it.each([
    ['Workshop'],
    ['Deep water'],
    ['Ada "the Countess"'],
    ['back\\slash'],
    ['#1'],
    ['“so”'],
  ])('is written so that it is read again: %s', name => {
    expect(read(`/join ${written(name)}`)).toMatchObject({ call: { given: { room: name } } })
  })
})

function byHelp(a: string, b: string): number {
  const order: readonly string[] = COMMAND_NAMES
  return order.indexOf(a) - order.indexOf(b)
}
