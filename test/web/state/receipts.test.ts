import { describe, expect, test } from 'vitest'
import type { Mark } from '../../../protocol/frames.ts'
import { RECEIPTS_MEMBERS } from '../../../protocol/limits.ts'
import { withReach } from '../../../web/state/receipts.ts'
import { type Row, rowsOf } from '../../../web/state/rows.ts'
import { sameRow } from '../../../web/state/same-row.ts'
import { ADA, ALAN, GRACE, message, pending } from './cast.ts'

const marks = (...of: [id: string, read: number, delivered?: number][]) =>
  new Map(of.map(([id, read, delivered = read]): [string, Mark] => [id, { id, read, delivered }]))
const small = { me: ADA, members: 3, isDirect: false }
/** Seq and whom it has reached, of every message that has reached somebody. */
const reaches = (rows: readonly Row[]) =>
  rows.flatMap(row =>
    row.kind === 'group'
      ? row.bubbles.flatMap(({ seq, reach }) => (reach ? [[seq, reach.word ?? reach.readers]] : []))
      : [],
  )

describe('faces', () => {
  const rows = rowsOf([message(1), message(2), message(4, GRACE), message(5)], [], ADA)

  test('stand under the newest message that each has read', () => {
    const read = withReach(rows, { ...small, marks: marks([GRACE, 2], [ALAN, 3]) })
    expect(reaches(read)).toEqual([[2, [GRACE, ALAN]]])
    const later = withReach(rows, { ...small, marks: marks([GRACE, 5], [ALAN, 4]) })
    expect(reaches(later)).toEqual([
      [4, [ALAN]],
      [5, [GRACE]],
    ])
  })

  test('are nobody’s under their own words, nor one’s own, nor of who has read nothing here', () => {
    const read = marks([GRACE, 4], [ADA, 5], [ALAN, 0, 5])
    expect(reaches(withReach(rows, { ...small, marks: read }))).toEqual([])
  })

  test('are none in a large room', () => {
    const read = { ...small, marks: marks([GRACE, 2]) }
    expect(withReach(rows, { ...read, members: RECEIPTS_MEMBERS + 1 })).toBe(rows)
    expect(withReach(rows, { ...read, members: RECEIPTS_MEMBERS })).not.toBe(rows)
  })

  test('make a row another one, and only where they are', () => {
    const before = withReach(rows, { ...small, marks: marks([GRACE, 2]) })
    const after = withReach(rows, { ...small, marks: marks([GRACE, 5]) })
    const same = before.map((row, i) => sameRow(row, after[i] as Row))
    expect(same).toEqual([true, false, true, false])
  })
})

describe('between two people', () => {
  const direct = { me: ADA, members: 2, isDirect: true }
  const became = (events: Parameters<typeof rowsOf>[0], ...of: Parameters<typeof marks>) =>
    reaches(withReach(rowsOf(events, [], ADA), { ...direct, marks: marks(...of) }))

  test('one’s newest message that has come to the other was seen, or not yet', () => {
    const said = [message(1), message(2)]
    expect(became(said, [GRACE, 2])).toEqual([[2, 'Seen']])
    expect(became(said, [GRACE, 1, 2])).toEqual([[2, 'Delivered']])
    expect(became(said, [GRACE, 1])).toEqual([[1, 'Seen']])
    expect(became(said, [GRACE, 0])).toEqual([])
  })

  test('nothing is said of it once they have answered', () => {
    expect(became([message(1), message(2, GRACE)], [GRACE, 2])).toEqual([])
  })

  test('what is still on its way does not hide what became of the last', () => {
    const rows = rowsOf([message(1)], [pending('c9')], ADA)
    const read = withReach(rows, { ...direct, marks: marks([GRACE, 1]) })
    expect(reaches(read)).toEqual([[1, 'Seen']])
  })
})
