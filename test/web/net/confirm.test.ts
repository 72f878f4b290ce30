import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Answer, Refusal } from '../../../web/net/api.ts'
import { question, whenConfirmed } from '../../../web/net/confirm.ts'
import { session } from '../../../web/state/session.ts'

function refused(code: Refusal['code']): Answer<string> {
  return { ok: false, refusal: { code, message: code, fields: {} } }
}
const done: Answer<string> = { ok: true, value: 'done' }

describe('a request that wants to know who is there', () => {
  beforeEach(() => {
    session.value = { phase: 'unknown' }
  })

  test('is asked no more than it has to be', async () => {
    const attempt = vi.fn(async () => done)
    expect(await whenConfirmed(attempt)).toEqual(done)
    expect(attempt).toHaveBeenCalledOnce()
    expect(question.value).toBeNull()
  })

  test('is made again once they have shown it', async () => {
    const answers = [refused('confirmation_needed'), done]
    const answer = whenConfirmed(async () => answers.shift() ?? refused('internal'))
    await vi.waitFor(() => expect(question.value).not.toBeNull())
    question.value?.settle(true)
    expect(await answer).toEqual(done)
    expect(question.value).toBeNull()
  })

  test('is refused when they will not', async () => {
    const attempt = vi.fn(async () => refused('confirmation_needed'))
    const answer = whenConfirmed(attempt)
    await vi.waitFor(() => expect(question.value).not.toBeNull())
    question.value?.settle(false)
    expect(await answer).toEqual(refused('confirmation_needed'))
    expect(attempt).toHaveBeenCalledOnce()
  })

  test('asks once for all that wait', async () => {
    let isConfirmed = false
    const attempt = async () => (isConfirmed ? done : refused('confirmation_needed'))
    const both = Promise.all([whenConfirmed(attempt), whenConfirmed(attempt)])
    await vi.waitFor(() => expect(question.value).not.toBeNull())
    isConfirmed = true
    question.value?.settle(true)
    expect(await both).toEqual([done, done])
  })

  test('leaves when the session is over', async () => {
    await whenConfirmed(async () => refused('unauthenticated'))
    expect(session.value).toEqual({ phase: 'guest', expelled: true })
  })
})
