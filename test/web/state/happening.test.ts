import { expect, test } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { foldedText, happeningText } from '../../../web/state/happening.ts'
import type { Happening } from '../../../web/state/happenings.ts'
import { peopleOf } from '../../../web/state/people.ts'
import { rowsOf } from '../../../web/state/rows.ts'
import {
  ADA,
  ALAN,
  changed,
  created,
  deleted,
  GRACE,
  invited,
  joined,
  left,
  member,
  message,
  muted,
  restored,
  roomChanged,
  unbanned,
  uninvited,
  workshop,
} from './cast.ts'

const ada = member(ADA, 'Ada', { role: 'owner' })
const grace = member(GRACE, 'Grace')
const alan = member(ALAN, 'Alan')
const crowd = ['Mary', 'Linus', 'Katherine'].map((name, i) =>
  member(`00000000-0000-7000-8000-00000000000${i}`, name),
)

function textOf(...events: RoomEvent[]): string {
  const row = rowsOf(events, [], ADA).at(-1)
  return happeningText(row as Happening, peopleOf([ada, grace, alan]))
}

test.each([
  ['Ada opened the room', [created(1, ADA)]],
  [
    'Ada began to talk',
    [{ ...created(1, ADA), room: workshop(ADA, { kind: 'direct' }) } as RoomEvent],
  ],
  ['Grace joined', [joined(1, grace)]],
  ['Grace left', [left(1, grace)]],
  ['Grace and Alan left', [left(1, grace), left(2, alan)]],
  ['Ada removed Grace', [left(1, grace, ADA)]],
  ['Ada banned Grace', [left(1, grace, ADA, true)]],
  ['Ada made Grace a moderator', [changed(1, ADA, { ...grace, role: 'moderator' })]],
  ['Ada made Grace an admin', [changed(1, ADA, { ...grace, role: 'admin' })]],
  ['Ada made Grace a member like any other', [changed(1, ADA, grace)]],
  ['Ada is an admin now', [changed(1, ADA, { ...ada, role: 'admin' }, 'owner')]],
  ['Ada removed Grace: too loud', [{ ...left(1, grace, ADA), reason: 'too loud' } as RoomEvent]],
  ['Ada muted Grace for 10 minutes', [muted(1, ADA, grace, 10)]],
  ['Ada muted Grace for a day: too loud', [muted(1, ADA, grace, 24 * 60, 'too loud')]],
  ['Ada let Grace speak again', [muted(1, ADA, grace, null)]],
  ['Ada lets Grace come back', [unbanned(1, ADA, grace)]],
  ['Ada invited Grace and Alan', [invited(1, ADA, grace), invited(2, ADA, alan)]],
  ['Grace invited Alan', [invited(1, ADA, grace), invited(2, GRACE, alan)]],
  ['Ada withdrew the invitation of Grace', [uninvited(1, ADA, grace)]],
  ['Grace would rather not join', [uninvited(1, GRACE, grace)]],
  ['Ada changed the topic to “Lamps”', [roomChanged(1, ADA, { topic: 'Lamps' }, 'topic')]],
  ['Ada took the topic away', [roomChanged(1, ADA, { topic: '' }, 'topic')]],
  [
    'Ada renamed the room to “Shed” and made the room private',
    [
      roomChanged(1, ADA, { name: 'Shed' }, 'name'),
      roomChanged(2, ADA, { name: 'Shed', visibility: 'private' }, 'visibility', 'name'),
    ],
  ],
  ['Ada archived the room', [roomChanged(1, ADA, { archivedAt: 5 }, 'archived')]],
  ['Ada opened the room again', [roomChanged(1, ADA, {}, 'archived')]],
  ['Ada deleted the room', [roomChanged(1, ADA, { deletedAt: 5 }, 'deleted')]],
  ['Ada removed a message: spam', [message(1, GRACE), deleted(2, ADA, [1], 'spam')]],
  [
    'Ada removed 3 messages',
    [message(1, GRACE), message(2, GRACE), deleted(3, ADA, [1]), deleted(4, ADA, [2, 1])],
  ],
  ['Ada brought 2 messages back', [restored(1, ADA, 7, 8)]],
  ['Commodore Grace has a new name', [changed(1, GRACE, member(GRACE, 'Commodore Grace'))]],
])('%s', (text, events) => {
  expect(textOf(...events)).toBe(text)
})

test('of a crowd only some are named', () => {
  const all = [grace, alan, ...crowd]
  expect(textOf(...all.map((who, i) => joined(i + 1, who)))).toBe(
    'Grace, Alan, Mary, and 2 others joined',
  )
})

test('who takes back what they said themselves makes no line of it', () => {
  const rows = rowsOf([message(1, GRACE, { body: '' }), deleted(2, GRACE, [1])], [], ADA)
  expect(rows.map(row => row.kind)).toEqual(['day', 'group'])
})

test('what shows in the audit alone makes no line', () => {
  const managed: RoomEvent = {
    ...created(1, ADA),
    type: 'room.managed',
    action: 'link.made',
    detail: {},
  }
  expect(rowsOf([managed], [], ADA)).toEqual([])
})

test('many lines in a row are folded into the last of them', () => {
  const events = [
    roomChanged(1, ADA, { topic: 'Lamps' }, 'topic'),
    joined(2, grace),
    muted(3, ADA, grace, 10),
    left(4, alan),
  ]
  const folded = rowsOf(events, [], ADA).at(-1)
  if (folded?.kind !== 'folded') throw new Error('nothing is folded')
  expect(foldedText(folded.happenings, peopleOf([ada]))).toBe('Alan left, and 3 changes before')
  expect(rowsOf(events.slice(1), [], ADA).some(row => row.kind === 'folded')).toBe(false)
})
