import { expect, test } from 'vitest'
import { wayBackOf } from '../../../web/state/way-back.ts'

test.each([
  ['/', '/'],
  ['/rooms/0198-ab', '/rooms/0198-ab'],
  ['/directory', '/directory'],
  [null, '/'],
  ['', '/'],
  ['/settings/people', '/'],
  ['//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
])('what was kept as %j leads back to %s', (kept, way) => {
  expect(wayBackOf(kept)).toBe(way)
})
