import { describe, expect, it } from 'vitest'
import { durationOf, roughSpanText, spanText } from '../../../protocol/slash/duration.ts'

describe('a time as it is typed', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['10MIN', 600_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['1w', 604_800_000],
    ['1h30m', 5_400_000],
    ['0m', 0],
    ['10', undefined],
    ['m', undefined],
    ['off', undefined],
    ['10x', undefined],
    ['1h30', undefined],
    ['1h-30m', undefined],
    ['-1h', undefined],
    ['1toString', undefined],
    ['9999999m', undefined],
    ['1h'.repeat(40), undefined],
    ['١٠m', undefined],
  ])('%s', (word, ms) => {
    expect(durationOf(word)).toBe(ms)
  })
})

describe('a time as it is said roughly', () => {
  it.each([
    [0, '1 second'],
    [534_000, '8 minutes'],
    [5_400_000, '1 hour'],
    [2 * 86_400_000 + 5, '2 days'],
  ])('%i ms', (ms, text) => {
    expect(roughSpanText(ms)).toBe(text)
  })
})

describe('a time as it is said', () => {
  it.each([
    [1_000, '1 second'],
    [0, '1 second'],
    [90_000, '1 minute 30 seconds'],
    [3_600_000, '1 hour'],
    [5_400_000, '1 hour 30 minutes'],
    [86_400_000 + 60_000, '1 day'],
    [28 * 86_400_000, '28 days'],
  ])('%i ms', (ms, text) => {
    expect(spanText(ms)).toBe(text)
  })
})
