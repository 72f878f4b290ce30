import { describe, expect, test } from 'vitest'
import { PROBLEMS, type ProblemCode } from '../../../protocol/codes.ts'
import { problemText } from '../../../web/state/problem.ts'

const codes = Object.keys(PROBLEMS) as ProblemCode[]

describe('a problem', () => {
  test.each(codes)('%s is said in whole sentences', code => {
    expect(problemText({ code })).toMatch(/^[A-Z].+\.$/u)
  })

  test('that names a detail says it instead', () => {
    expect(problemText({ code: 'forbidden', detail: 'Not today.' })).toBe('Not today.')
  })

  test.each([
    [0.2, 'a second'],
    [30, '30 seconds'],
    [600, '10 minutes'],
  ])('that passes in %d s says when', (retryAfter, wait) => {
    expect(problemText({ code: 'rate_limited', retryAfter })).toBe(
      `Too many requests. Try again in ${wait}.`,
    )
  })

  test('that passes by itself says so when it names no time', () => {
    expect(problemText({ code: 'unavailable' })).toMatch(/Try again in a moment\.$/u)
  })
})
