import { describe, expect, test } from 'vitest'
import { spokenAfter, typingText } from '../../../web/state/typing.ts'
import { ADA, ALAN, GRACE } from './cast.ts'

const NAMES: Record<string, string> = { [ADA]: 'Ada', [GRACE]: 'Grace', [ALAN]: 'Alan' }
const said = (...ids: string[]) =>
  typingText(
    ids.map(id => ({ id })),
    id => NAMES[id] ?? 'Somebody',
  )

describe('who is writing', () => {
  test('is said of one, of two, and of several', () => {
    expect(said()).toBe('')
    expect(said(ADA)).toBe('Ada is writing…')
    expect(said(ADA, GRACE)).toBe('Ada and Grace are writing…')
    expect(said(ADA, GRACE, ALAN)).toBe('Several people are writing…')
  })

  test('is said where they write', () => {
    const writers = [{ id: ADA }, { id: GRACE, thread: 7 }]
    const nameOf = (id: string) => NAMES[id] ?? ''
    expect(typingText(writers, nameOf)).toBe('Ada is writing…')
    expect(typingText(writers, nameOf, 7)).toBe('Grace is writing…')
    expect(typingText(writers, nameOf, 8)).toBe('')
  })

  test('is read out once, and not again while they pause and go on', () => {
    const first = spokenAfter({ text: '', at: 0 }, 'Ada is writing…', 1_000)
    expect(first).toEqual({ text: 'Ada is writing…', at: 1_000 })
    expect(spokenAfter(first, '', 5_000)).toBe(first)
    expect(spokenAfter(first, 'Ada is writing…', 30_000)).toBe(first)
    expect(spokenAfter(first, 'Ada is writing…', 61_000).at).toBe(61_000)
    expect(spokenAfter(first, 'Grace is writing…', 2_000).text).toBe('Grace is writing…')
  })
})
