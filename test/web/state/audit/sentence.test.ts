import { describe, expect, test } from 'vitest'
import { ALL_GROUPS, ROOM_GROUPS } from '../../../../web/state/audit/groups.ts'
import {
  deedTitle,
  reasonOf,
  sentenceOf,
  sentenceText,
} from '../../../../web/state/audit/sentence.ts'
import { MINUTE, NOON } from '../cast.ts'
import { ada, entry, gone } from './entries.ts'

const ACTIONS = ALL_GROUPS.flatMap(({ deeds }) => deeds.map(({ action }) => action))

describe('an entry of the audit', () => {
  test.each(ACTIONS)('of %s is a sentence, whatever is known beside it', action => {
    const known = sentenceText(entry(action))
    const unknown = sentenceText(entry(action, { actor: null, target: null }))
    for (const sentence of [known, unknown]) {
      expect(sentence).toMatch(/^[A-Z“]/u)
      expect(sentence).not.toMatch(/[{}]|undefined|null|NaN| {2}|\.$/u)
    }
    expect(known).not.toBe(sentenceText(entry('teapot.boiled')))
  })

  test('sets names off from the words around them', () => {
    expect(sentenceOf(entry('member.banned'))).toEqual([
      { name: 'Ada', username: 'ada' },
      ' banned ',
      { name: 'Grace', username: 'grace' },
    ])
  })

  test('tells what the detail knows', () => {
    const told = (action: string, detail: Record<string, unknown>) =>
      sentenceText(entry(action, { detail }))
    expect(told('member.muted', { until: NOON + 90 * MINUTE + 40 })).toBe(
      'Ada muted Grace for 90 minutes',
    )
    expect(told('member.role_changed', { role: 'moderator', was: 'member' })).toBe(
      'Ada made Grace a moderator, who was a member',
    )
    expect(told('room.renamed', { name: 'Workshop' })).toBe('Ada renamed the room to “Workshop”')
    expect(told('room.changed', { fields: ['topic', 'visibility'] })).toBe(
      'Ada changed the topic and who can find the room',
    )
    expect(told('room.changed', { fields: ['topic'], topic: 'Tides' })).toBe(
      'Ada changed the topic to “Tides”',
    )
    expect(told('room.changed', { fields: ['visibility'], visibility: 'private' })).toBe(
      'Ada made the room private',
    )
    expect(told('message.deleted', { count: 3 })).toBe('Ada deleted 3 messages of Grace')
    expect(told('message.deleted', { count: 1 })).toBe('Ada deleted a message of Grace')
    expect(told('report.resolved', { state: 'dismissed' })).toBe('Ada dismissed a report')
    expect(told('account.profile_changed', { changed: 'displayName about' })).toBe(
      'Ada changed their name and what they say of themselves',
    )
    expect(told('session.login', { factor: 'passkey' })).toBe('Ada signed in with a passkey')
  })

  test('is not taken in by a detail of another shape', () => {
    const odd = { until: 'soon', role: 7, fields: { constructor: 1 }, count: null, name: '' }
    for (const action of ACTIONS)
      expect(sentenceText(entry(action, { detail: odd }))).not.toMatch(/soon|7|object|function/u)
    expect(sentenceText(entry('member.role_changed', { detail: { role: 'toString' } }))).toBe(
      'Ada made Grace something else',
    )
  })

  test('knows what somebody did of their own accord', () => {
    const own = { target: ada }
    expect(sentenceText(entry('member.joined', own))).toBe('Ada joined')
    expect(sentenceText(entry('member.uninvited', own))).toBe('Ada declined to come')
    expect(sentenceText(entry('message.deleted', { ...own, detail: { count: 2 } }))).toBe(
      'Ada deleted 2 messages',
    )
  })

  test('names nobody who is not known, or no more', () => {
    expect(sentenceText(entry('member.removed', { actor: gone }))).toBe(
      'Deleted user removed Grace',
    )
    expect(sentenceText(entry('session.login_failed', { actor: null, target: null }))).toBe(
      'Somebody tried to sign in to an account that there is not',
    )
    expect(sentenceText(entry('link.revoked', { target: { id: 'a link' } }))).toBe(
      'Ada withdrew a link into the room',
    )
  })

  test('is told of also when it is newer than the page', () => {
    expect(sentenceText(entry('teapot.boiled'))).toBe('Ada did what this page has no words for')
    expect(sentenceText(entry('toString'))).toBe('Ada did what this page has no words for')
    expect(deedTitle('teapot.boiled')).toBe('teapot.boiled')
    expect(deedTitle('member.muted')).toBe('Muted')
  })

  test('says why, where somebody did', () => {
    expect(reasonOf(entry('member.banned', { detail: { reason: 'spam' } }))).toBe('spam')
    expect(reasonOf(entry('member.banned', { detail: { reason: '' } }))).toBeUndefined()
  })
})

describe('the kinds of deeds', () => {
  test('are each in the one group that their name begins with', () => {
    for (const { name, deeds } of ALL_GROUPS)
      for (const { action } of deeds) expect(action.startsWith(`${name}.`)).toBe(true)
    expect(new Set(ACTIONS).size).toBe(ACTIONS.length)
  })

  test('of a room are those that are recorded of rooms', () => {
    const names = ROOM_GROUPS.map(({ name }) => name)
    const events = ['room', 'member', 'message', 'link', 'filters', 'report']
    expect(names).toEqual([...events, 'audit', 'event'])
  })

  test('have titles that differ', () => {
    const titles = ALL_GROUPS.flatMap(({ deeds }) => deeds.map(({ title }) => title))
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  })
})
