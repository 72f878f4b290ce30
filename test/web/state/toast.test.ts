import { afterEach, expect, test } from 'vitest'
import { putAway, say, sayInTurn, toast } from '../../../web/state/toast.ts'

afterEach(() => {
  while (toast.value !== null) putAway(toast.value)
})

/** Everything that is still to be said, which is said by that. */
function allSaid(): string[] {
  const texts = []
  for (let shown = toast.value; shown !== null; shown = toast.value) {
    texts.push(shown.text)
    putAway(shown)
  }
  return texts
}

test('what is said in passing takes the place of what was', () => {
  say('Copied')
  say('Pinned')
  expect(allSaid()).toEqual(['Pinned'])
})

test('what is said in turn waits for what was said before, and loses no turn to what is said later', () => {
  say('Copied')
  sayInTurn('First')
  sayInTurn('Second')
  expect(toast.value?.text).toBe('Copied')
  say('Pinned')
  expect(allSaid()).toEqual(['Pinned', 'First', 'Second'])
})

test('what is put away twice takes nothing else with it', () => {
  sayInTurn('First')
  sayInTurn('Second')
  const first = toast.value
  if (first === null) throw new Error('nothing was said')
  putAway(first)
  putAway(first)
  expect(allSaid()).toEqual(['Second'])
})
