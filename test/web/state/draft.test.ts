import { expect, test } from 'vitest'
import { Draft, prefixed, type Shelf } from '../../../web/state/draft.ts'
import { ADA, GRACE } from './cast.ts'

function shelf(): Shelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
  }
}

test('a draft is there again on the next visit', () => {
  const box = shelf()
  new Draft(box, ADA, 'room').write('half a thou')
  expect(new Draft(box, ADA, 'room').read()).toBe('half a thou')
})

test('each room and each person has one of their own', () => {
  const box = shelf()
  new Draft(box, ADA, 'room').write('mine')
  expect(new Draft(box, ADA, 'other').read()).toBe('')
  expect(new Draft(box, GRACE, 'room').read()).toBe('')
})

test('an empty draft leaves nothing behind', () => {
  const box = shelf()
  const draft = new Draft(box, ADA, 'room')
  draft.write('x')
  draft.write('')
  expect(box.kept.size).toBe(0)
})

test('a store that refuses costs the draft and nothing else', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const draft = new Draft({ getItem: refuse, setItem: refuse, removeItem: refuse }, ADA, 'room')
  expect(() => draft.write('x')).not.toThrow()
  expect(draft.read()).toBe('')
  expect(new Draft(undefined, ADA, 'room').read()).toBe('')
})

test('a refused message goes before what is being typed', () => {
  expect(prefixed('refused', '')).toBe('refused')
  expect(prefixed('refused', 'typing')).toBe('refused\ntyping')
})
