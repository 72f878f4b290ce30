import { expect, test } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { happeningText } from '../../../web/state/happening.ts'
import { peopleOf } from '../../../web/state/people.ts'
import { type Happening, rowsOf } from '../../../web/state/rows.ts'
import { ADA, ALAN, changed, created, GRACE, joined, left, member } from './cast.ts'

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
  ['Grace joined', [joined(1, grace)]],
  ['Grace left', [left(1, grace)]],
  ['Grace and Alan left', [left(1, grace), left(2, alan)]],
  ['Ada removed Grace', [left(1, grace, ADA)]],
  ['Ada banned Grace', [left(1, grace, ADA, true)]],
  ['Ada made Grace a moderator', [changed(1, ADA, { ...grace, role: 'moderator' })]],
  ['Ada made Grace an admin', [changed(1, ADA, { ...grace, role: 'admin' })]],
  ['Ada made Grace a member like any other', [changed(1, ADA, grace)]],
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
