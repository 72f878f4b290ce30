import { describe, expect, test } from 'vitest'
import { auditQuerySchema } from '../../../../protocol/rest.ts'
import {
  auditPath,
  chosenName,
  exportName,
  exportPath,
  type Filters,
  filtersOf,
  isFiltered,
  NO_FILTERS,
  queryOf,
  searchOf,
} from '../../../../web/state/audit/filters.ts'
import { ADA, GRACE, NOON } from '../cast.ts'
import { entry, WORKSHOP } from './entries.ts'

const EVERYTHING: Filters = {
  action: 'member.banned',
  actor: { id: ADA, name: 'Ada' },
  target: { id: GRACE, name: 'Grace' },
  room: { id: WORKSHOP, name: 'Workshop' },
  since: '2026-03-28',
  until: '2026-03-29',
}

function queryIn(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

describe('filters of the audit', () => {
  test('ask for whole days, as the person has them', () => {
    const { since = 0, until = 0 } = queryOf(EVERYTHING)
    expect(new Date(since)).toEqual(new Date(2026, 2, 28))
    expect(new Date(until + 1)).toEqual(new Date(2026, 2, 30))
    const oneDay = queryOf({ ...NO_FILTERS, since: '2026-06-17', until: '2026-06-17' })
    expect(oneDay.since).toBeLessThan(NOON)
    expect(oneDay.until).toBeGreaterThan(NOON)
  })

  test('become a query that the server takes', () => {
    const path = auditPath(null, EVERYTHING, 'a cursor&more')
    expect(path.startsWith('/api/admin/audit?')).toBe(true)
    expect(auditQuerySchema.parse(queryIn(path.split('?')[1] ?? ''))).toEqual({
      ...queryOf(EVERYTHING),
      after: 'a cursor&more',
    })
    expect(auditPath('a/b', NO_FILTERS)).toBe('/api/rooms/a%2Fb/audit')
  })

  test('are found again in an address, all but the names', () => {
    const found = filtersOf(queryIn(searchOf(EVERYTHING)))
    expect(found).toEqual({
      ...EVERYTHING,
      actor: { id: ADA, name: '' },
      target: { id: GRACE, name: '' },
      room: { id: WORKSHOP, name: '' },
    })
    expect(searchOf(NO_FILTERS)).toBe('')
    expect(filtersOf({})).toEqual(NO_FILTERS)
  })

  test('are not taken from an address that says them wrong', () => {
    const wrong = {
      action: 'member.banned OR 1',
      actor: 'ada',
      since: 'yesterday',
      until: '2026-13-01',
    }
    expect(filtersOf(wrong)).toEqual(NO_FILTERS)
  })

  test('are there or not', () => {
    expect(isFiltered(NO_FILTERS)).toBe(false)
    for (const [name, value] of Object.entries(EVERYTHING))
      expect(isFiltered({ ...NO_FILTERS, [name]: value }), name).toBe(true)
  })

  test('call what was chosen by the name that the entries have', () => {
    const entries = [entry('member.banned')]
    expect(chosenName({ id: GRACE, name: '' }, entries)).toBe('Grace')
    expect(chosenName({ id: WORKSHOP, name: '' }, entries)).toBe('Workshop')
    expect(chosenName({ id: GRACE, name: 'Grace H.' }, entries)).toBe('Grace H.')
    expect(chosenName({ id: 'another', name: '' }, entries)).toBe('Chosen by its id')
  })
})

describe('an export', () => {
  test('holds what the filters find', () => {
    const path = exportPath(WORKSHOP, { ...NO_FILTERS, action: 'message' }, 'json')
    expect(path).toBe(`/api/rooms/${WORKSHOP}/audit/export?action=message&format=json`)
    expect(exportPath(null, NO_FILTERS, 'csv')).toBe('/api/admin/audit/export?format=csv')
  })

  test('is a file that says what it is of, and when', () => {
    const at = Date.UTC(2026, 2, 14, 12)
    expect(exportName('The Reading Room', at, 'csv')).toBe('audit-the-reading-room-2026-03-14.csv')
    expect(exportName('../../ Зал №1', at, 'json')).toBe('audit-зал-1-2026-03-14.json')
    expect(exportName('', at, 'csv')).toBe('audit-2026-03-14.csv')
  })
})
