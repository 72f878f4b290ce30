import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { GROUP_WITHIN_MS, isHappening, type Row, rowsOf } from '../../../web/state/rows.ts'
import { sameRow } from '../../../web/state/same-row.ts'
import { opened, withEvents } from '../../../web/state/timeline.ts'
import {
  ADA,
  ALAN,
  changed,
  created,
  deleted,
  erased,
  GRACE,
  joined,
  left,
  MINUTE,
  member,
  message,
  NOON,
  pending,
  unknown,
} from './cast.ts'

const kinds = (rows: Row[]) => rows.map(row => row.kind)
/** Quiet lines, the folded ones too. */
const lines = (rows: Row[]) =>
  rows.flatMap(row => (row.kind === 'folded' ? row.happenings : isHappening(row) ? [row] : []))
const groups = (rows: Row[]) => rows.filter(row => row.kind === 'group')
const bodies = (rows: Row[]) => groups(rows).map(row => row.bubbles.map(bubble => bubble.body))
const at = (minutes: number) => ({ at: NOON + minutes * MINUTE })

describe('grouping', () => {
  test('puts what one person says within five minutes under one heading', () => {
    const rows = rowsOf([message(1, ADA, at(0)), message(2, ADA, at(4.9))], [], GRACE)
    expect(bodies(rows)).toEqual([['message 1', 'message 2']])
  })

  test('starts again at five minutes from the first', () => {
    const rows = rowsOf(
      [message(1, ADA, at(0)), message(2, ADA, at(3)), message(3, ADA, at(5))],
      [],
      GRACE,
    )
    expect(bodies(rows)).toEqual([['message 1', 'message 2'], ['message 3']])
  })

  test('starts again when somebody else speaks or comes in between', () => {
    const rows = rowsOf(
      [message(1), message(2, GRACE), message(3), joined(4, member(ALAN, 'Alan')), message(5)],
      [],
      ADA,
    )
    expect(kinds(rows)).toEqual(['day', 'group', 'group', 'group', 'joined', 'group'])
  })
})

describe('day dividers', () => {
  const midnight = new Date(2026, 5, 18).getTime()

  test('stand before the first event of each local day', () => {
    const rows = rowsOf(
      [message(1, ADA, { at: midnight - 1 }), message(2, ADA, { at: midnight })],
      [],
      ADA,
    )
    expect(kinds(rows)).toEqual(['day', 'group', 'day', 'group'])
  })

  test('come once a day even when the clock was set back over midnight', () => {
    const rows = rowsOf(
      [midnight - 1, midnight, midnight - 2, midnight + 1].map((at, i) =>
        message(i + 1, ADA, { at }),
      ),
      [],
      ADA,
    )
    expect(rows.filter(row => row.kind === 'day')).toHaveLength(2)
  })

  test('have keys of their own', () => {
    const rows = rowsOf(
      [1, 2, 3].map(seq => message(seq, ADA, { at: midnight + seq * 86_400_000 })),
      [],
      ADA,
    )
    expect(new Set(rows.map(row => row.key)).size).toBe(rows.length)
  })
})

describe('quiet lines', () => {
  test('gather people who join one after another', () => {
    const rows = rowsOf([joined(1, member(ADA, 'Ada')), joined(2, member(GRACE, 'Grace'))], [], ADA)
    expect(rows.at(-1)).toMatchObject({ members: [{ id: ADA }, { id: GRACE }] })
  })

  test('leave out that whoever opened the room is in it', () => {
    const rows = rowsOf([created(1, ADA), joined(2, member(ADA, 'Ada'))], [], ADA)
    expect(kinds(rows)).toEqual(['day', 'created'])
  })

  test('gather people who leave one after another', () => {
    const rows = rowsOf([left(1, member(ADA, 'Ada')), left(2, member(GRACE, 'Grace'))], [], ALAN)
    expect(rows.at(-1)).toMatchObject({ how: 'left', members: [{ id: ADA }, { id: GRACE }] })
  })

  test('tell leaving from being removed and from being banned, and who did it', () => {
    const [grace, alan] = [member(GRACE, 'Grace'), member(ALAN, 'Alan')]
    const events = [
      left(1, grace),
      left(2, alan, ADA),
      left(3, grace, ADA),
      left(4, alan, GRACE),
      left(5, grace, GRACE, false),
      left(6, alan, ADA, true),
    ]
    const rows = lines(rowsOf(events, [], ADA)).filter(row => row.kind === 'left')
    expect(rows.map(row => [row.how, row.by, row.members.length])).toEqual([
      ['left', GRACE, 1],
      ['removed', ADA, 2],
      ['removed', GRACE, 1],
      ['left', GRACE, 1],
      ['banned', ADA, 1],
    ])
  })

  test('say what somebody has become', () => {
    const event = changed(1, ADA, member(GRACE, 'Grace', { role: 'moderator' }))
    expect(rowsOf([event], [], ADA).at(-1)).toMatchObject({ by: ADA, role: 'moderator' })
  })

  test('say nothing of events from a newer room', () => {
    expect(rowsOf([unknown(1)], [], ADA)).toEqual([])
    expect(bodies(rowsOf([message(1), unknown(2), message(3)], [], ADA))).toEqual([
      ['message 1', 'message 3'],
    ])
  })
})

describe('the mark of what was read', () => {
  test('stands between what was read and what was not, and parts the group', () => {
    const rows = rowsOf([message(1), message(2), message(3)], [], GRACE, {
      unread: { after: 2, upTo: 3 },
    })
    expect(kinds(rows)).toEqual(['day', 'group', 'read', 'group'])
    expect(bodies(rows)).toEqual([['message 1', 'message 2'], ['message 3']])
  })

  test('stands first when nothing that was read is here', () => {
    expect(kinds(rowsOf([message(8)], [], GRACE, { unread: { after: 7, upTo: 8 } }))).toEqual([
      'read',
      'day',
      'group',
    ])
  })

  test('is left out when nothing came after', () => {
    expect(kinds(rowsOf([message(1)], [], GRACE, { unread: { after: 1, upTo: 1 } }))).toEqual([
      'day',
      'group',
    ])
  })
})

describe('what is new', () => {
  test('begins with the first that somebody else has said', () => {
    const events = [message(1), joined(2, member(ALAN, 'Alan')), message(3, GRACE), message(4)]
    const rows = rowsOf(events, [], GRACE, { unread: { after: 1, upTo: 4 } })
    expect(kinds(rows)).toEqual(['day', 'group', 'joined', 'group', 'read', 'group'])
  })

  test('is not what comes while one looks', () => {
    const rows = rowsOf([message(1), message(2)], [], GRACE, { unread: { after: 0, upTo: 0 } })
    expect(kinds(rows)).toEqual(['day', 'group'])
    const own = [message(1, GRACE), message(2, GRACE), message(3)]
    const later = rowsOf(own, [], GRACE, { unread: { after: 1, upTo: 2 } })
    expect(kinds(later)).not.toContain('read')
  })
})

describe('own messages under way', () => {
  test('are said to wait while the room is out of reach; those refused wait for nothing', () => {
    const sends = [pending('x'), pending('y'), pending('z', { state: 'failed' })]
    expect(rowsOf([], sends, ADA, { isLive: false }).at(-1)).toMatchObject({
      kind: 'waiting',
      count: 2,
    })
    expect(kinds(rowsOf([], sends, ADA, { isLive: true }))).not.toContain('waiting')
    expect(kinds(rowsOf([], sends.slice(2), ADA, { isLive: false }))).not.toContain('waiting')
  })

  test('come last, in the group of what was said before', () => {
    const rows = rowsOf([message(1, ADA, at(0))], [pending('x', at(1))], ADA)
    expect(bodies(rows)).toEqual([['message 1', 'sending x']])
  })

  test('are shown once when their event is here and they are not let go yet', () => {
    const rows = rowsOf([message(1, ADA, { cid: 'x' })], [pending('x')], ADA)
    expect(bodies(rows)).toEqual([['message 1']])
  })

  test('stay when somebody else used the same cid', () => {
    const rows = rowsOf([message(1, GRACE, { cid: 'x' })], [pending('x')], ADA)
    expect(bodies(rows)).toEqual([['message 1'], ['sending x']])
  })

  test('keep their key when they are acknowledged, so that nothing flickers', () => {
    const [before] = groups(rowsOf([], [pending('x')], ADA))
    const [after] = groups(rowsOf([message(9, ADA, { cid: 'x' })], [], ADA))
    expect(after?.bubbles[0]?.key).toBe(before?.bubbles[0]?.key)
    expect(after?.key).toBe(before?.key)
  })

  test('are not put before what is here by a clock that is behind', () => {
    const rows = rowsOf([message(1, ADA, at(0))], [pending('x', at(-60 * 48))], ADA)
    expect(kinds(rows)).toEqual(['day', 'group'])
  })

  test('carry why they were refused', () => {
    const failed = pending('x', { state: 'failed', code: 'rate_limited' })
    const [group] = groups(rowsOf([], [failed], ADA))
    expect(group?.bubbles[0]).toMatchObject({ state: 'failed', code: 'rate_limited' })
  })
})

describe('rows drawn before', () => {
  test('are the same while nothing in them changes', () => {
    const events = [created(1, ADA), message(2), message(3, GRACE)]
    const twice = [rowsOf(events, [], ADA), rowsOf(events, [], ADA)] as const
    expect(twice[0].every((row, i) => sameRow(row, twice[1][i] as Row))).toBe(true)
  })

  test('differ once more people are gone, or more messages wait', () => {
    const [grace, alan] = [member(GRACE, 'Grace'), member(ALAN, 'Alan')]
    const gone = [left(1, grace), left(2, alan)]
    const wait = { isLive: false }
    const pairs = [
      [rowsOf(gone.slice(0, 1), [], ADA).at(-1), rowsOf(gone, [], ADA).at(-1)],
      [
        rowsOf([], [pending('x')], ADA, wait).at(-1),
        rowsOf([], [pending('x'), pending('y')], ADA, wait).at(-1),
      ],
    ]
    for (const [before, after] of pairs) {
      if (before === undefined || after === undefined) throw new Error('a row is missing')
      expect(before.key).toBe(after.key)
      expect(sameRow(before, after)).toBe(false)
    }
  })

  test('differ once a message is added, acknowledged or refused', () => {
    const [sending] = groups(rowsOf([], [pending('x')], ADA))
    const [sent] = groups(rowsOf([message(1, ADA, { cid: 'x', at: NOON })], [], ADA))
    const [failed] = groups(rowsOf([], [pending('x', { state: 'failed' })], ADA))
    const [two] = groups(rowsOf([], [pending('x'), pending('y')], ADA))
    for (const other of [sent, failed, two]) {
      if (sending === undefined || other === undefined) throw new Error('a group is missing')
      expect(sameRow(sending, other)).toBe(false)
    }
  })
})

test('every message is shown once, in order, under its author, in groups no longer than allowed', () => {
  const event = fc.record({
    by: fc.constantFrom(ADA, GRACE, ALAN),
    gap: fc.integer({ min: 0, max: 12 * 60 * MINUTE }),
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), drawn => {
      let clock = NOON
      const events: RoomEvent[] = drawn.map(({ by, gap }, i) => {
        clock += gap
        return message(i + 1, by, { at: clock })
      })
      const rows = groups(rowsOf(events, [], ADA))
      expect(rows.flatMap(row => row.bubbles.map(bubble => [bubble.seq, row.by]))).toEqual(
        events.map(({ seq, by }) => [seq, by]),
      )
      for (const row of rows)
        expect((row.bubbles.at(-1)?.at ?? 0) - row.at).toBeLessThan(GROUP_WITHIN_MS)
    }),
  )
})

describe('somebody who deletes their account', () => {
  const ada = member(ADA, 'Ada')
  const before = [joined(1, ada), message(2), left(3, ada)]

  test('leaves, and that is all there is to see of it', () => {
    const rows = rowsOf([...before, erased(4, ADA, false)], [], GRACE)
    expect(kinds(rows)).toEqual(['day', 'joined', 'group', 'left'])
  })

  test('has every line drawn again that names them, and every message that is gone', () => {
    const after = withEvents(opened(before), [erased(4, ADA, true)]).events
    const [drawn, now] = [rowsOf(before, [], GRACE), rowsOf(after, [], GRACE)]
    expect(now.map((row, i) => sameRow(drawn[i] as Row, row))).toEqual([true, false, false, false])
    expect(bodies(now)).toEqual([['']])
  })
})

describe('messages of people whom the reader has blocked', () => {
  const blocked = new Set([GRACE, ALAN])

  test('are put together, whoever of them said them, until somebody else speaks', () => {
    const events = [message(1), message(2, GRACE), message(3, ALAN), message(4), message(5, ALAN)]
    const rows = rowsOf(events, [], ADA, { blocked })
    expect(kinds(rows)).toEqual(['day', 'group', 'blocked', 'group', 'blocked'])
    expect(rows[2]).toMatchObject({ groups: [{ by: GRACE }, { by: ALAN }] })
  })

  test('are drawn again when there are more of them', () => {
    const [one, two] = [[message(1, GRACE)], [message(1, GRACE), message(2, GRACE)]].map(events =>
      rowsOf(events, [], ADA, { blocked }).at(-1),
    )
    expect(sameRow(one as Row, two as Row)).toBe(false)
    expect(sameRow(two as Row, two as Row)).toBe(true)
  })
})

describe('a message that was removed', () => {
  test('says who removed it, and is drawn again when that is known', () => {
    const gone = message(1, GRACE, { body: '' })
    const [before] = groups(rowsOf([gone], [], ADA))
    const [after] = groups(rowsOf([gone, deleted(2, ADA, [1])], [], ADA))
    expect(after?.bubbles[0]?.removal).toMatchObject({ by: ADA })
    expect(sameRow(before as Row, after as Row)).toBe(false)
  })
})

test('what an author does is told in their style', () => {
  const [group] = groups(rowsOf([message(1, ADA, { style: 'action' })], [], GRACE))
  expect(group?.bubbles[0]?.style).toBe('action')
})
