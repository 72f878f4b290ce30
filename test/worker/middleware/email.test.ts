import { describe, expect, test } from 'vitest'
import { sessionSchema } from '../../../protocol/rest.ts'
import { expectProblem, PASSWORD, username, Visitor } from '../support/visitor.ts'

async function register(policy: string, email?: string) {
  const wanted = { username: username('Ada'), password: PASSWORD, ...(email && { email }) }
  return await new Visitor({ EMAIL: policy }).post('/api/auth/register', wanted)
}

describe('an e-mail address', () => {
  test.each([
    ['is refused where accounts have none', 'off', 'ada@example.org'],
    ['is asked for where accounts need one', 'required', undefined],
  ])('%s', async (_, policy, email) => {
    const problem = await expectProblem(await register(policy, email), 'validation_failed')
    expect(problem.errors).toEqual([{ field: 'email', message: expect.stringContaining('e-mail') }])
  })

  test.each([
    ['off', undefined],
    ['optional', undefined],
    ['optional', 'ada@example.org'],
    ['required', 'ada@example.org'],
  ])('is as the deployment wants it: %s, %s', async (policy, email) => {
    const answer = await register(policy, email)
    const { account } = sessionSchema.parse(await answer.json())
    expect(account.email).toBe(email ?? null)
  })
})
