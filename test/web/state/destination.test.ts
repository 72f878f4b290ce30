import fc from 'fast-check'
import { expect, test } from 'vitest'
import { destinationOf, signInFor } from '../../../web/state/destination.ts'

const HERE = 'https://alcove.example'

test.each(['/', '/rooms/1', '/rooms/1?a=b#c'])('%s is a place to come back to', path => {
  expect(destinationOf(path)).toBe(path)
})

test.each([
  undefined,
  '',
  'rooms/1',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
])('%j leads home instead', next => {
  expect(destinationOf(next)).toBe('/')
})

test('no `next` whatever leads to another site', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    'evil.example',
    '\t',
    '\n',
    ' ',
    ':',
    '@',
    'https:',
    '.',
    '%2f',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      expect(new URL(destinationOf(parts.join('')), HERE).origin).toBe(HERE)
    }),
  )
})

test('the sign-in page is told where to come back to', () => {
  expect(signInFor('/')).toBe('/sign-in')
  const { searchParams } = new URL(signInFor('/rooms/1?a=b&c'), HERE)
  expect(destinationOf(searchParams.get('next') ?? undefined)).toBe('/rooms/1?a=b&c')
})

test('the secret of a link into a room goes to the sign-in page and back behind the #', () => {
  const { pathname, search, hash } = new URL(signInFor('/join/1', '#secret'), HERE)
  expect([pathname, hash]).toEqual(['/sign-in', '#secret'])
  expect(search).not.toContain('secret')
  const next = new URLSearchParams(search).get('next') ?? undefined
  expect(destinationOf(next, hash)).toBe('/join/1#secret')
})

test('no other fragment comes along', () => {
  expect(signInFor('/rooms/1', '#invitation=x')).not.toContain('#')
  expect(destinationOf('/rooms/1', '#invitation=x')).toBe('/rooms/1')
  expect(destinationOf('//evil.example/join/', '#x')).toBe('/')
})
