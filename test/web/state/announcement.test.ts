import { expect, test } from 'vitest'
import { announcementOf, SPOKEN_MAX } from '../../../web/state/announcement.ts'
import { ADA, message } from './cast.ts'

const name = () => 'Ada'

test('a few messages are read out, sender first', () => {
  expect(announcementOf([message(1), message(2)], name)).toBe('Ada: message 1\nAda: message 2')
})

test('what somebody does is read out as they do it', () => {
  const action = message(1, ADA, { body: 'waves', style: 'action' })
  expect(announcementOf([action], name)).toBe('Ada waves')
})

test('of a burst only the number is said', () => {
  const burst = Array.from({ length: SPOKEN_MAX + 1 }, (_, i) => message(i + 1))
  expect(announcementOf(burst, name)).toBe('4 new messages')
})

test('a long message is cut', () => {
  const text = announcementOf([message(1, ADA, { body: 'x'.repeat(4_000) })], name)
  expect(text.length).toBeLessThan(250)
})

test('what is said is read out without its marks, and without what is hidden', () => {
  const body = '**It was** ||the butler||, see [this](https://example.org)'
  expect(announcementOf([message(1, ADA, { body })], name)).toBe('Ada: It was [spoiler], see this')
})
