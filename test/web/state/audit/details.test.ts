import { describe, expect, test } from 'vitest'
import { detailsOf } from '../../../../web/state/audit/details.ts'
import { exactLabel } from '../../../../web/state/day.ts'
import { ADA, GRACE, NOON } from '../cast.ts'
import { entry, WORKSHOP } from './entries.ts'

function told(...args: Parameters<typeof entry>): Record<string, string> {
  return Object.fromEntries(detailsOf(entry(...args), 'en-GB').map(line => [line.name, line.value]))
}

describe('all that is known of an entry', () => {
  test('names who, whom and where, so that they can be found again', () => {
    expect(told('member.banned', { ip: '203.0.113.7', detail: { reason: 'spam' } })).toEqual({
      When: exactLabel(NOON, 'en-GB'),
      Kind: 'member.banned',
      Who: `@ada (${ADA})`,
      'To whom': `@grace (${GRACE})`,
      Room: `Workshop (${WORKSHOP})`,
      Address: '203.0.113.7',
      Reason: 'spam',
      Entry: '1',
    })
  })

  test('leaves out what there is nothing of', () => {
    const nobody = { actor: null, target: null, room: null }
    expect(Object.keys(told('session.login_failed', nobody))).toEqual(['When', 'Kind', 'Entry'])
  })

  test('calls things that are nobody by their id', () => {
    expect(told('link.made', { target: { id: 'a-link' } })).toMatchObject({ 'To what': 'a-link' })
  })

  test('puts values as a person reads them', () => {
    const detail = { until: NOON, retentionDays: null, banned: true, seqs: [1, 2], odd: { a: 1 } }
    expect(told('room.settings_changed', { detail })).toMatchObject({
      Until: exactLabel(NOON, 'en-GB'),
      'Retention days': 'none',
      Banned: 'yes',
      Seqs: '1, 2',
      Odd: '{"a":1}',
    })
  })
})
