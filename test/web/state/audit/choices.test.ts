import { expect, test } from 'vitest'
import { withSelf } from '../../../../web/state/audit/choices.ts'
import { ada, grace } from './entries.ts'

const countess = { ...ada, username: 'ada', displayName: 'Countess Lovelace' }

test('who looks for people finds themselves too, by what they are called', () => {
  for (const q of ['ad', '@ADA', 'count', 'Countess L', 'lovel'])
    expect(withSelf(q, [grace], countess), q).toEqual([countess, grace])
  for (const q of ['da', 'grace', 'ess']) expect(withSelf(q, [grace], countess)).toEqual([grace])
  expect(withSelf('ada', [countess, grace], countess)).toEqual([countess, grace])
})
