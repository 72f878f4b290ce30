import { expect, test } from 'vitest'
import { conversationId } from '../../worker/domain/conversation-id.ts'

const [ADA, GRACE, LINUS] = [
  '0190a000-0000-7000-8000-00000000000a',
  '0190a000-0000-7000-8000-00000000000b',
  '0190a000-0000-7000-8000-00000000000c',
] as const

test('a conversation has one id, whoever opens it', () => {
  expect(conversationId([ADA, GRACE])).toBe(conversationId([GRACE, ADA]))
  expect(conversationId([ADA, GRACE, ADA])).toBe(conversationId([ADA, GRACE]))
  // Written down: another id would lead everybody to an empty conversation.
  expect(conversationId([ADA, GRACE])).toBe('2a1b6ccb-9eae-885d-bb03-f5c6ffc56a11')
})

test('other people have another', () => {
  const ids = [
    [ADA, GRACE],
    [ADA, LINUS],
    [GRACE, LINUS],
    [ADA, GRACE, LINUS],
  ].map(conversationId)
  expect(new Set(ids).size).toBe(4)
})

test('it is a UUID of version 8', () => {
  expect(conversationId([ADA, GRACE])).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
  )
})
