import { describe, expect, test } from 'vitest'
import { estimate } from '../../../web/state/password-judge.ts'
import { strengthOf } from '../../../web/state/password-strength.ts'

const judged = (password: string, ...names: string[]) => strengthOf(estimate(password, names))

describe('the strength of a password', () => {
  test.each([
    [1, 'qwertyuiop', 'Guessed within minutes'],
    [2, 'correcthorse', 'Guessed within hours'],
    [3, 'kX9#mQ2vLp', 'Guessed within months'],
    [4, 'correct horse battery staple', 'Takes longer than a lifetime to guess'],
  ])('is %i of 4 for %s', (step, password, words) => {
    expect(judged(password)).toMatchObject({ step, words })
  })

  test('is little for what is made of the owner’s names, in any order, or of this place', () => {
    const advice = expect.stringMatching(/^Your own names/)
    const mine = judged('lovelace Ada 9', 'ada', 'Ada Lovelace', '')
    expect(mine.step).toBeLessThan(3)
    expect(judged('lovelace1', 'Ada Lovelace')).toMatchObject({ step: 1, advice })
    expect(judged('alcove2026')).toMatchObject({ step: 1, advice })
    expect(judged('ada@example.org', 'ada@example.org')).toMatchObject({ step: 1, advice })
    expect(judged('ada@example.org').step).toBeGreaterThan(mine.step)
  })

  test('comes with advice as long as it needs any', () => {
    expect(judged('zaq1xsw2').advice).not.toBe('')
    expect(judged('aaaaaaaaaa').advice).toMatch(/^Repeating adds little/)
    expect(judged('tide pools and lanterns').advice).toBe('')
  })

  test('has words for a warning that nobody has heard of', () => {
    const advice = 'Add a few unrelated words.'
    expect(strengthOf({ guessesLog10: 3, warning: 'toString' })).toMatchObject({ advice })
  })
})
