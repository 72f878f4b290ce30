import { expect, test } from 'vitest'
import { CLOSE, isFinalClose } from '../../../protocol/codes.ts'
import { endingOf } from '../../../web/state/ending.ts'

const final = Object.values(CLOSE).filter(isFinalClose)
const unheardOf = endingOf(4_999)

test.each(final)('the end with %i has words of its own', code => {
  const { title, text } = endingOf(code)
  expect(title).toMatch(/^[A-Z].+[^.]$/u)
  expect(text).toMatch(/^[A-Z].+\.$/u)
  expect(title).not.toBe(unheardOf.title)
})

test('each end leads to what helps', () => {
  expect(final.map(code => [code, endingOf(code).remedy])).toEqual([
    [CLOSE.unauthenticated, 'sign-in'],
    [CLOSE.forbidden, 'rooms'],
    [CLOSE.noSuchRoom, 'rooms'],
    [CLOSE.version, 'reload'],
  ])
})

test('an end nobody has heard of yet is no dead end', () => {
  expect(unheardOf).toMatchObject({ remedy: 'reload' })
})
