import { describe, expect, test } from 'vitest'
import { newRoom } from '../../../../protocol/events.ts'
import {
  deedsFor,
  type KnownRoom,
  marksOf,
  withRoom,
} from '../../../../web/state/admin/all-rooms.ts'
import { ADA, NOON } from '../cast.ts'

const CARD = {
  id: '00000000-0000-7000-8000-0000000f0001',
  name: 'Workshop',
  topic: '',
  description: '',
  visibility: 'public',
  createdBy: ADA,
  createdAt: NOON,
} as const
const ROOM: KnownRoom = { ...newRoom(CARD), members: 3, lastActivityAt: NOON }

describe('a room in the list of all', () => {
  test('is marked by what sets it apart', () => {
    expect(marksOf(ROOM)).toBeUndefined()
    expect(marksOf({ ...ROOM, visibility: 'private', archivedAt: NOON, deletedAt: NOON })).toBe(
      'Private · Archived · Deleted',
    )
  })

  test('can be entered, closed and deleted; when it is deleted, only brought back', () => {
    expect(deedsFor(ROOM)).toEqual(['enter', 'archive', 'delete'])
    expect(deedsFor({ ...ROOM, archivedAt: NOON })).toEqual(['enter', 'unarchive', 'delete'])
    expect(deedsFor({ ...ROOM, archivedAt: NOON, deletedAt: NOON })).toEqual(['restore'])
  })

  test('is as it became, with what is known of it beside', () => {
    const other = { ...ROOM, id: '00000000-0000-7000-8000-0000000f0002' }
    const { members: _, lastActivityAt: __, ...card } = { ...ROOM, archivedAt: NOON }
    expect(withRoom([ROOM, other], card)).toEqual([{ ...ROOM, archivedAt: NOON }, other])
  })
})
