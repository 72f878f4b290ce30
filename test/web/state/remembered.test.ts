import { describe, expect, test } from 'vitest'
import { Remembered } from '../../../web/state/remembered.ts'

describe('what is remembered', () => {
  const asking = () => {
    const asked: string[] = []
    const answer = (text: string) => async () => {
      asked.push(text)
      return text
    }
    return { asked, answer, remembered: new Remembered<string>(2) }
  }

  test('is asked for once, also while the answer is on its way', async () => {
    const { asked, answer, remembered } = asking()
    const both = [remembered.get('a', answer('one')), remembered.get('a', answer('two'))]
    expect(await Promise.all(both)).toEqual(['one', 'one'])
    expect(await remembered.get('a', answer('three'))).toBe('one')
    expect(asked).toEqual(['one'])
  })

  test('is asked for again when there was no answer', async () => {
    const { answer, remembered } = asking()
    expect(await remembered.get('a', async () => undefined)).toBeUndefined()
    expect(await remembered.get('a', answer('two'))).toBe('two')
  })

  test('is forgotten when it was used longest ago', async () => {
    const { asked, answer, remembered } = asking()
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await remembered.get(key, answer(key))
    expect(asked).toEqual(['a', 'b', 'c', 'b'])
  })
})
