import { expect, test } from 'vitest'
import { beginningText } from '../../../web/state/beginning.ts'

test('nothing is said when somebody opens a room', () => {
  expect(beginningText({ kind: 'first' })).toBeNull()
})

test.each([
  { kind: 'gap', after: 7 },
  { kind: 'reset' },
] as const)('a timeline that begins anew says why (%j)', beginning => {
  expect(beginningText(beginning)).toMatch(/^[A-Z].+\.$/u)
})
