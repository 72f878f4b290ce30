import { expect, test } from 'vitest'
import { parsedAmendments, parsedSends, reconciled } from '../../../web/state/pending.ts'
import { pending } from './cast.ts'

const ADDRESS = { seq: 7, id: '00000000-0000-7000-8000-000000000007' }

test('what was stored is read back', () => {
  const sends = [
    pending('a'),
    pending('b', { state: 'failed', code: 'body_empty' }),
    pending('c', { style: 'action' }),
    pending('d', { replyTo: ADDRESS, thread: { ...ADDRESS, seq: 3 } }),
  ]
  expect(parsedSends(structuredClone(sends))).toEqual(sends)
})

test('what is not a send is left out, whoever wrote it', () => {
  const strange = { ...pending('b'), style: 'sung' }
  expect(parsedSends([pending('a'), null, { cid: 1 }, 'x', strange])).toEqual([pending('a')])
  for (const stored of [undefined, null, 'x', {}]) expect(parsedSends(stored)).toEqual([])
})

test('what was done to messages is read back, and nothing else', () => {
  const done = [
    { type: 'edit', cid: 'a', target: ADDRESS, body: 'Better' },
    { type: 'react', cid: 'b', target: ADDRESS, emoji: '👍', on: true },
    { type: 'pin', cid: 'c', target: ADDRESS, on: false },
  ]
  expect(parsedAmendments(structuredClone(done))).toEqual(done)
  const strange = { ...done[0], type: 'send' }
  const anywhere = { ...done[2], target: { seq: 0, id: 'x' } }
  expect(parsedAmendments([null, strange, pending('a'), anywhere, done[1]])).toEqual([done[1]])
})

test('a page that is done with its own sends leaves those of other pages alone', () => {
  const stored = [pending('mine'), pending('theirs')]
  expect(reconciled(stored, [], new Set(['mine']))).toEqual([pending('theirs')])
})

test('a page stores its sends beside those of other pages, each once', () => {
  const stored = [pending('theirs'), pending('mine')]
  const mine = [pending('mine', { state: 'failed' }), pending('new')]
  expect(reconciled(stored, mine, new Set(['mine', 'new']))).toEqual([pending('theirs'), ...mine])
})
