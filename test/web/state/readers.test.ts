import { expect, test } from 'vitest'
import { reachedBy } from '../../../web/state/readers.ts'
import { ADA, ALAN, GRACE } from './cast.ts'

test('a message was read by some, has come to some, and of others nothing is known', () => {
  const marks = [
    { id: GRACE, read: 7, delivered: 7 },
    { id: ALAN, read: 2, delivered: 9 },
    { id: 'linus', read: 3, delivered: 4 },
  ]
  expect(reachedBy(marks, [ADA, GRACE, ALAN, 'linus', 'mallory'], 7, [ADA])).toEqual({
    read: [GRACE],
    delivered: [ALAN],
    unknown: ['linus', 'mallory'],
  })
  expect(reachedBy(marks, [ADA, GRACE], 7, [ADA, GRACE])).toEqual({
    read: [],
    delivered: [ALAN],
    unknown: [],
  })
  const later = [
    ...marks,
    { id: ALAN, read: 8, delivered: 8 },
    { id: GRACE, read: 1, delivered: 1 },
  ]
  expect(reachedBy(later, [], 7, []).read).toEqual([GRACE, ALAN])
})
