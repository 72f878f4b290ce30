import { expect, test } from 'vitest'
import { PROBLEMS, type ProblemCode } from '../../../protocol/codes.ts'
import { entryRefusalOf, roomLink, secretIn } from '../../../web/state/entry-refusal.ts'

const codes = Object.keys(PROBLEMS) as ProblemCode[]
const passing: ProblemCode[] = ['unavailable', 'rate_limited']

test.each(
  codes.filter(code => !passing.includes(code)),
)('a link refused with %s has words of its own', code => {
  const { title, text } = entryRefusalOf(code, 'Not now.') ?? {}
  expect(title).toMatch(/^[A-Z][^.]+$/u)
  expect(text).toMatch(/^[A-Z].+\.$/u)
})

test('what passes is no refusal: it can be tried again', () => {
  for (const code of [...passing, 'unreachable'] as const)
    expect(entryRefusalOf(code, 'Not now.')).toBeUndefined()
})

test('the secret of a link is what stands behind its #', () => {
  const { hash, pathname } = new URL(roomLink('https://alcove.example', 'r1', 'a-b_c'))
  expect(pathname).toBe('/join/r1')
  expect(secretIn(hash)).toBe('a-b_c')
  expect(secretIn('')).toBeUndefined()
  expect(secretIn('#')).toBeUndefined()
})
