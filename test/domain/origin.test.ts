import { describe, expect, test } from 'vitest'
import { type Approach, mayApproach } from '../../worker/domain/origin.ts'

const OWN = 'https://alcove.test'
const LISTED = 'https://chat.elsewhere.test:8443'

const change: Approach = {
  method: 'POST',
  upgrade: false,
  origin: undefined,
  fetchSite: undefined,
  byCookie: true,
}
const read: Approach = { ...change, method: 'GET' }
const socket: Approach = { ...read, upgrade: true }

function may(approach: Approach): boolean {
  return mayApproach(approach, OWN, [LISTED])
}

test.each([
  ['a read', { ...read }],
  ['a read from elsewhere', { ...read, origin: 'https://evil.test' }],
  ['a preflight from elsewhere', { ...read, method: 'OPTIONS', origin: 'https://evil.test' }],
  ['a change from our own page', { ...change, origin: OWN }],
  ['a change from a listed page', { ...change, origin: LISTED }],
  ['a change by a program with a token', { ...change, byCookie: false }],
  ['a change the browser vouches for', { ...change, fetchSite: 'same-origin' }],
  ['a socket from our own page', { ...socket, origin: OWN }],
  ['a socket from a listed page', { ...socket, origin: LISTED }],
  ['a socket of a program with a token', { ...socket, byCookie: false }],
])('%s may come in', (_, approach) => {
  expect(may(approach)).toBe(true)
})

test.each([
  ['a change by cookie from nowhere', { ...change }],
  ['a change by cookie from a neighbour', { ...change, fetchSite: 'same-site' }],
  ['a change by cookie that a person typed', { ...change, fetchSite: 'none' }],
  ['a socket by cookie from nowhere', { ...socket }],
  ['a socket by cookie from nowhere, vouched for', { ...socket, fetchSite: 'same-origin' }],
  ['a method nobody knows', { ...change, method: 'get', origin: 'https://evil.test' }],
])('%s stays out', (_, approach) => {
  expect(may(approach)).toBe(false)
})

describe.each(['POST', 'PUT', 'PATCH', 'DELETE', 'socket'])('%s from a foreign origin', kind => {
  const base = kind === 'socket' ? socket : { ...change, method: kind }

  test.each([
    'null',
    '',
    'https://evil.test',
    'https://alcove.test.evil.test',
    'https://evilalcove.test',
    'https://alcove.test:444',
    'https://alcove.test:443',
    'https://alcove.test.',
    'https://ALCOVE.test',
    'HTTPS://alcove.test',
    'http://alcove.test',
    'https://alcove.test/',
    'https://alcove.test/path',
    'https://alcove.test@evil.test',
    'https://evil.test#https://alcove.test',
    'https://alcove.test, https://evil.test',
    ' https://alcove.test',
    'alcove.test',
    '//alcove.test',
    'file://',
    'https://chat.elsewhere.test',
    'https://sub.alcove.test',
  ])('stays out, with or without a cookie: %s', origin => {
    expect(may({ ...base, origin })).toBe(false)
    expect(may({ ...base, origin, byCookie: false })).toBe(false)
    expect(may({ ...base, origin, fetchSite: 'same-origin' })).toBe(false)
  })
})

test('an entry that is no origin lets nobody in', () => {
  for (const entry of ['*', 'null', 'https://evil.test/', '']) {
    expect(mayApproach({ ...change, origin: entry }, OWN, [entry])).toBe(false)
  }
})
