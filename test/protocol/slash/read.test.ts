import { describe, expect, it } from 'vitest'
import { COMMAND_MAX_CHARS } from '../../../protocol/limits.ts'
import { read } from '../../../protocol/slash/read.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe('a message', () => {
  it.each([
    ['hello'],
    [''],
    ['/'],
    ['/ mute'],
    [' /mute @ada'],
    ['/usr/bin/node is a path'],
    ['/tmp/'],
    ['/1'],
    ['/s/tide/tied/'],
    ['say /shrug'],
    ['//'],
    ['// a comment'],
    ['//server/share'],
    ['https://alcove.example/rooms'],
  ])('is what it is: %j', text => {
    expect(read(text)).toEqual({ kind: 'message', body: text })
  })

  it.each([
    ['//shrug', '/shrug'],
    ['//nothing known', '/nothing known'],
    ['///shrug', '//shrug'],
  ])('loses the slash that keeps it from being a command: %j', (text, body) => {
    expect(read(text)).toEqual({ kind: 'message', body })
  })
})

describe('a command', () => {
  it.each([
    ['/who', 'who', {}],
    ['/WHO  ', 'who', {}],
    ['/names', 'who', {}],
    ['/me waves at @ada', 'me', { text: 'waves at @ada' }],
    ['/me waves\nand waves', 'me', { text: 'waves\nand waves' }],
    ['/shrug', 'shrug', {}],
    ['/shrug  who   knows ', 'shrug', { text: 'who   knows' }],
    ['/kick @Grace', 'kick', { person: 'grace' }],
    ['/kick grace too loud', 'kick', { person: 'grace', reason: 'too loud' }],
    ['/mute @ada', 'mute', { person: 'ada' }],
    ['/mute @ada 10m', 'mute', { person: 'ada', time: 10 * MINUTE_MS }],
    [
      '/mute @ada 1h30m too loud',
      'mute',
      { person: 'ada', time: 90 * MINUTE_MS, reason: 'too loud' },
    ],
    ['/mute @ada off', 'mute', { person: 'ada', time: 0 }],
    ['/mute @ada too loud', 'mute', { person: 'ada', reason: 'too loud' }],
    ['/ban @ada', 'ban', { person: 'ada' }],
    ['/ban @ada purge 24h', 'ban', { person: 'ada', time: 24 * HOUR_MS }],
    [
      '/ban @ada PURGE 7d selling',
      'ban',
      { person: 'ada', time: 7 * 24 * HOUR_MS, reason: 'selling' },
    ],
    ['/ban @ada purge the lot', 'ban', { person: 'ada', reason: 'purge the lot' }],
    ['/join kitchen', 'join', { room: 'kitchen' }],
    ['/join #Deep water', 'join', { room: 'Deep water' }],
    ['/join #"Deep water"', 'join', { room: 'Deep water' }],
    ['/join “Deep water”', 'join', { room: 'Deep water' }],
    ['/join #"Ada \\"the Countess\\""', 'join', { room: 'Ada "the Countess"' }],
    ['/create Study', 'create', { name: 'Study' }],
    ['/create private Study', 'create', { visibility: 'private', name: 'Study' }],
    ['/create #private', 'create', { name: 'private' }],
    ['/create "private eyes"', 'create', { name: 'private eyes' }],
    ['/promote @ada', 'promote', { person: 'ada' }],
    ['/promote @ada Mod', 'promote', { person: 'ada', role: 'moderator' }],
    ['/slow 30s', 'slow', { time: 30_000 }],
    ['/slow OFF', 'slow', { time: 0 }],
    ['/pin', 'pin', {}],
    ['/pin meeting at noon', 'pin', { words: 'meeting at noon' }],
    ['/later 1h30m the oven\nis hot', 'later', { time: 1.5 * HOUR_MS, text: 'the oven\nis hot' }],
    ['/status', 'status', {}],
    ['/status for 2h Lunch', 'status', { time: 2 * HOUR_MS, text: 'Lunch' }],
    ['/status for the tide', 'status', { text: 'for the tide' }],
    ['/status 3 days away', 'status', { text: '3 days away' }],
    ['/theme Dark', 'theme', { theme: 'dark' }],
    ['/msg @ada one\ntwo', 'msg', { person: 'ada', text: 'one\ntwo' }],
  ])('%j', (text, name, given) => {
    expect(read(text)).toEqual({ kind: 'command', call: { name, given } })
  })
})

describe('a mistake', () => {
  it.each([
    ['/mute', '/mute @person [10m|off] [reason]', 'Say who'],
    ['/mute  ', '/mute @person [10m|off] [reason]', 'Say who'],
    ['/mute @', '/mute @person [10m|off] [reason]', '“@” is no username'],
    ['/mute @ada 10', '/mute @person [10m|off] [reason]', '“10” is no time: write 10m, 1h or 1d'],
    ['/mute @ada 10mn hey', '/mute @person [10m|off] [reason]', '“10mn” is no time'],
    ['/mute @ada 3rd time', '/mute @person [10m|off] [reason]', '“3rd” is no time'],
    ['/mute @ada 1s', '/mute @person [10m|off] [reason]', 'At least 1 minute'],
    ['/mute @ada 5w', '/mute @person [10m|off] [reason]', 'At most 28 days'],
    [
      '/ban @ada 24h spam',
      '/ban @person [purge 1h] [reason]',
      'Write purge before the time: purge 24h',
    ],
    ['/ban @ada purge', '/ban @person [purge 1h] [reason]', 'Say how long'],
    ['/ban @ada purge 9d', '/ban @person [purge 1h] [reason]', 'At most 7 days'],
    ['/status 2h Lunch', '/status [for 30m] [text]', 'for 2h'],
    ['/slow', '/slow 10s|off', 'Say how long'],
    ['/slow fast', '/slow 10s|off', '“fast” is no time'],
    ['/slow 7h', '/slow 10s|off', 'At most 6 hours'],
    ['/me', '/me text', 'the text is missing'],
    ['/unban @ada now', '/unban @person', '“now” is too much'],
    ['/leave it', '/leave', '“it” is too much'],
    ['/promote @ada king', '/promote @person [role]', '“king” is no role'],
    ['/theme', '/theme system|light|dark', 'system, light or dark'],
    ['/theme blue', '/theme system|light|dark', '“blue” is none of'],
    ['/join #', '/join #room', 'The name is missing'],
    ['/join #"Deep', '/join #room', 'another behind it'],
    ['/join #"Deep" water', '/join #room', '“water” is too much'],
    ['/create private', '/create [private|public] #name', 'what the room is to be called'],
    ['/topic one\ntwo', '/topic text', 'in one line'],
    ['/kick @ada one\ntwo', '/kick @person [reason]', 'in one line'],
    [`/topic ${'x'.repeat(COMMAND_MAX_CHARS)}`, '/topic text', 'at most 1000 characters'],
  ])('%j says what is missing, and how it is written', (text, usage, message) => {
    const reading = read(text)
    expect(reading).toMatchObject({ kind: 'mistake', usage })
    expect(reading).toHaveProperty('message', expect.stringContaining(message))
  })
})

describe('an unknown command', () => {
  it.each([
    ['/mtue @ada', 'mtue', ['mute']],
    ['/prom', 'prom', ['promote']],
    ['/quux', 'quux', []],
    ['/žluť', 'žluť', []],
    [`/${'x'.repeat(5_000)}`, 'x'.repeat(5_000), []],
  ])('%j', (text, word, nearest) => {
    expect(read(text)).toEqual({ kind: 'unknown', word, nearest })
  })

  it('is not told of commands that one may not use', () => {
    expect(read('/mtue', ['me', 'who'])).toEqual({ kind: 'unknown', word: 'mtue', nearest: [] })
  })
})
