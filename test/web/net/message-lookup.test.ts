import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MESSAGES_LOOKED_UP_MAX } from '../../../protocol/limits.ts'
import { GATHER_MS } from '../../../web/net/member-lookup.ts'
import { MessageLookup } from '../../../web/net/message-lookup.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function lookup(answers = true) {
  const asked: number[][] = []
  const messages = new MessageLookup(async seqs => {
    asked.push([...seqs])
    return answers
  })
  return { asked, messages }
}
const gather = () => vi.advanceTimersByTimeAsync(GATHER_MS)

test('messages that are wanted together are asked for together, and once', async () => {
  const { asked, messages } = lookup()
  messages.want([3])
  messages.want([3, 9])
  await gather()
  messages.want([9])
  await gather()
  expect(asked).toEqual([[3, 9]])
})

test('many are asked for in as few requests as may be', async () => {
  const { asked, messages } = lookup()
  messages.want(Array.from({ length: MESSAGES_LOOKED_UP_MAX + 1 }, (_, i) => i + 1))
  await gather()
  expect(asked.map(({ length }) => length)).toEqual([MESSAGES_LOOKED_UP_MAX, 1])
})

test('what there was no answer for may be asked for again', async () => {
  const { asked, messages } = lookup(false)
  messages.want([3])
  await gather()
  messages.want([3])
  await gather()
  expect(asked).toEqual([[3], [3]])
})
