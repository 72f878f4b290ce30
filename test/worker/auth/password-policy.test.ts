import { describe, expect, inject, test } from 'vitest'
import { LEAKED, PADDED } from '../../support/leaks.ts'
import { expectProblem, PASSWORD, signedUp, username, Visitor } from '../support/visitor.ts'

const list = () => ({ LEAKED_PASSWORDS_URL: inject('leaks') })
const account = (password: string) => ({ username: username('Ada'), password })

describe('a password that is known from a leak', () => {
  test('makes no account where the deployment names a list', async () => {
    const answer = await new Visitor(list()).post('/api/auth/register', account(LEAKED))
    await expectProblem(answer, 'leaked_password')
  })

  test('replaces none', async () => {
    const ada = (await signedUp('Ada')).under(list())
    const changed = { current: PASSWORD, next: LEAKED }
    await expectProblem(await ada.post('/api/account/password', changed), 'leaked_password')
  })

  test.each([
    ['is only there to pad the answer', PADDED, list],
    ['is not looked up anywhere', LEAKED, () => ({})],
    [
      'cannot be looked up now',
      LEAKED,
      () => ({ LEAKED_PASSWORDS_URL: `${inject('leaks')}/away` }),
    ],
    ['is asked of nobody', LEAKED, () => ({ LEAKED_PASSWORDS_URL: 'http://127.0.0.1:1' })],
  ])('is taken when it %s', async (_, password, variables) => {
    const answer = await new Visitor(variables()).post('/api/auth/register', account(password))
    expect(answer.status).toBe(201)
  })
})
