import { describe, expect, test } from 'vitest'
import { endOf, localText, type StatusEnd } from '../../../../web/state/settings/status-end.ts'

/** A Wednesday, at half past four. */
const NOW = new Date(2026, 5, 17, 16, 30).getTime()

describe('the end of a status', () => {
  test.each<[StatusEnd, Date]>([
    ['half-hour', new Date(2026, 5, 17, 17)],
    ['hour', new Date(2026, 5, 17, 17, 30)],
    ['four-hours', new Date(2026, 5, 17, 20, 30)],
    ['today', new Date(2026, 5, 18)],
    ['week', new Date(2026, 5, 22)],
  ])('chosen as %s is %s', (choice, end) => {
    expect(endOf(choice, NOW, '')).toBe(end.getTime())
  })

  test('can be never', () => {
    expect(endOf('never', NOW, '')).toBeNull()
  })

  test('of a week that is nearly over is that night', () => {
    const sunday = new Date(2026, 5, 21, 23, 59).getTime()
    expect(endOf('week', sunday, '')).toBe(new Date(2026, 5, 22).getTime())
  })

  test('of today is midnight also where a clock is put forward', () => {
    const morning = new Date(2026, 2, 29, 1).getTime()
    expect(endOf('today', morning, '')).toBe(new Date(2026, 2, 30).getTime())
  })

  test('of one’s own is what the field says, or none yet', () => {
    const own = new Date(2026, 7, 1, 9, 15).getTime()
    expect(localText(own)).toBe('2026-08-01T09:15')
    expect(endOf('custom', NOW, localText(own))).toBe(own)
    expect(endOf('custom', NOW, '')).toBeUndefined()
  })
})
