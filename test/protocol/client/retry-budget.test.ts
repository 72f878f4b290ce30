import { describe, expect, it } from 'vitest'
import { RETRY_BURST, RETRY_EVERY_MS, RetryBudget } from '../../../protocol/client/retry-budget.ts'

const NOON = 1_763_721_000_000

function spent(): RetryBudget {
  const budget = new RetryBudget()
  for (let n = 0; n < RETRY_BURST; n++) budget.spend(NOON)
  return budget
}

describe('the budget of attempts', () => {
  it('allows a burst, and then one at a time', () => {
    expect(new RetryBudget().wait(NOON)).toBe(0)
    const budget = spent()
    expect(budget.wait(NOON)).toBe(RETRY_EVERY_MS)
    expect(budget.wait(NOON + RETRY_EVERY_MS - 1)).toBe(1)
    expect(budget.wait(NOON + RETRY_EVERY_MS)).toBe(0)
  })

  it('saves up no more than a burst', () => {
    const budget = spent()
    for (let n = 0; n < RETRY_BURST; n++) {
      expect(budget.wait(NOON + 1e9)).toBe(0)
      budget.spend(NOON + 1e9)
    }
    expect(budget.wait(NOON + 1e9)).toBe(RETRY_EVERY_MS)
  })

  it('is not held up by a clock that was set back', () => {
    const budget = spent()
    expect(budget.wait(NOON - 3_600_000)).toBe(RETRY_EVERY_MS)
    expect(budget.wait(NOON - 3_600_000 + RETRY_EVERY_MS)).toBe(0)
  })
})
