import { describe, expect, test } from 'vitest'
import { agoWords } from '../../../web/state/ago.ts'
import { hasExpired, nextExpiry } from '../../../web/state/expiry.ts'
import { lastOwn } from '../../../web/state/last-own.ts'
import { quotedText } from '../../../web/state/quote.ts'
import { reactionText } from '../../../web/state/reaction-text.ts'
import { rowsOf } from '../../../web/state/rows.ts'
import { standIn } from '../../../web/state/standing.ts'
import { ADA, GRACE, MINUTE, message, NOON, pending, workshop } from './cast.ts'

describe('messages that disappear', () => {
  const events = [
    message(1, ADA, { expiresAt: NOON + 5 * MINUTE }),
    message(2, ADA, { expiresAt: NOON + MINUTE }),
    message(3),
  ]

  test('are gone by the page’s clock, the first of them first', () => {
    expect(nextExpiry(events, NOON)).toBe(NOON + MINUTE)
    expect(nextExpiry(events, NOON + MINUTE)).toBe(NOON + 5 * MINUTE)
    expect(nextExpiry(events, NOON + 5 * MINUTE)).toBeUndefined()
    const left = rowsOf(events, [], ADA, { now: NOON + MINUTE }).flatMap(row =>
      row.kind === 'group' ? row.bubbles.map(({ seq }) => seq) : [],
    )
    expect(left).toEqual([1, 3])
    expect(hasExpired(message(4), Infinity)).toBe(false)
  })
})

test('what stands in a thread is not among what the room says', () => {
  const address = { seq: 1, id: message(1).id }
  const events = [message(1), message(2, GRACE, { thread: 1 })]
  const rows = rowsOf(events, [pending('p', { thread: address })], ADA)
  expect(rows.flatMap(row => (row.kind === 'group' ? row.bubbles : []))).toHaveLength(1)
})

test('a message on its way shows what it answers', () => {
  const send = pending('p', { replyTo: { seq: 1, id: message(1).id } })
  const rows = rowsOf([message(1), message(2, ADA, { replyTo: 1 })], [send], ADA)
  const answers = rows.flatMap(row =>
    row.kind === 'group' ? row.bubbles.map(({ replyTo }) => replyTo) : [],
  )
  expect(answers).toEqual([undefined, 1, 1])
})

describe('the last thing one said', () => {
  const settings = { ...workshop().settings, editWindowMs: MINUTE }
  const ada = {
    me: ADA,
    ...standIn({ role: 'member' }, { role: 'member' }, workshop(ADA, { settings })),
  }

  test('is neither of others, nor removed, nor in a thread', () => {
    const events = [
      message(1),
      message(2, ADA, { body: '' }),
      message(3, ADA, { thread: 1 }),
      message(4, GRACE),
    ]
    expect(lastOwn(events, ada, NOON)?.seq).toBe(1)
    expect(lastOwn([message(4, GRACE)], ada, NOON)).toBeUndefined()
  })

  test('is nothing to be changed when it is too late for it', () => {
    expect(lastOwn([message(1)], ada, NOON + 2 * MINUTE)).toBeUndefined()
  })
})

describe('in words', () => {
  const mark = { emoji: '👍', count: 1, mine: false }

  test('it is told who put an emoji there, oneself first', () => {
    expect(reactionText({ ...mark, mine: true }, [])).toBe('👍 1, You')
    expect(reactionText({ ...mark, count: 2 }, ['Ada', 'Grace'])).toBe('👍 2, Ada and Grace')
    expect(reactionText({ ...mark, count: 9, mine: true }, ['Ada', 'Grace', 'Alan', 'Joan'])).toBe(
      '👍 9, You, Ada, Grace, Alan, and 5 others',
    )
    expect(reactionText({ ...mark, count: 2 }, ['Ada'])).toBe('👍 2, Ada and 1 other')
  })

  test('it is told how long ago something was', () => {
    expect(agoWords(NOON, NOON + 20_000)).toBe('just now')
    expect(agoWords(NOON, NOON + 5 * MINUTE)).toBe('5 min. ago')
    expect(agoWords(NOON, NOON + 3 * 60 * MINUTE)).toBe('3 hr. ago')
    expect(agoWords(NOON, NOON + 49 * 60 * MINUTE)).toBe('2 days ago')
  })

  test('a quoted message is its first line that says something', () => {
    expect(quotedText('\n  \n Hello\nagain')).toBe('Hello again')
    expect(quotedText('It was ||the butler||')).not.toContain('butler')
    expect(quotedText('👩‍🚀'.repeat(200)).endsWith('…')).toBe(true)
  })
})
