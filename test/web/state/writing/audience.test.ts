import { describe, expect, test } from 'vitest'
import { questionFor, vainCallIn } from '../../../../web/state/writing/audience.ts'

const MANY = { members: 42, here: 7 }

describe('before everybody is called', () => {
  test.each([
    ['Lunch @room', 'Notify all 42 members?'],
    ['@here, lunch', 'Notify the 7 people here?'],
    ['@here and @room', 'Notify all 42 members?'],
  ])('%s is asked about: %s', (body, question) => {
    expect(questionFor(body, MANY)).toBe(question)
  })

  test('one person is one', () => {
    expect(questionFor('@here', { members: 42, here: 1 })).toBe('Notify the 1 person here?')
  })

  test.each(['Lunch', '`@room`', 'ada@room', '@roomy'])('%s needs no asking', body => {
    expect(questionFor(body, MANY)).toBeUndefined()
  })

  test('a handful needs none', () => {
    expect(questionFor('@room', { members: 5, here: 5 })).toBeUndefined()
    expect(questionFor('@room', { members: 6, here: 1 })).toBeDefined()
  })

  test('who may not is told that nobody will hear of it', () => {
    expect(questionFor('@room', null)).toBeUndefined()
    expect(vainCallIn('@room', null)).toContain('“@room” will notify nobody')
    expect(vainCallIn('`@room`', null)).toBeUndefined()
    expect(vainCallIn('@room', MANY)).toBeUndefined()
    expect(vainCallIn('@room', undefined)).toBeUndefined()
  })
})
