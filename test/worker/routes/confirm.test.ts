import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { CONFIRMED_MS } from '../../../protocol/limits.ts'
import { confirmedSchema } from '../../../protocol/rest.ts'
import { confirmedUntil } from '../../../worker/auth/confirmation.ts'
import { sessions } from '../../../worker/store/schema.ts'
import { db, parts } from '../support/people.ts'
import { expectProblem, PASSWORD, signedUp } from '../support/visitor.ts'

const CONFIRM = '/api/account/confirm'

describe('showing again who one is', () => {
  test('takes the password, and lasts for a while', async () => {
    const ada = await signedUp('Ada')
    const before = Date.now()
    const answer = await ada.post(CONFIRM, { password: PASSWORD })
    const { confirmedUntil: until } = confirmedSchema.parse(await answer.json())
    expect(until).toBeGreaterThanOrEqual(before + CONFIRMED_MS)
    expect(until).toBeLessThanOrEqual(Date.now() + CONFIRMED_MS)
  })

  test('is refused with another password, and changes nothing', async () => {
    const ada = await signedUp('Ada')
    const [row] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.accountId, ada.session.account.id))
    await expectProblem(await ada.post(CONFIRM, { password: 'of somebody else' }), 'wrong_password')
    const me = { id: '', username: '', displayName: '', sessionId: row?.id ?? '', expiresAt: 0 }
    expect(await confirmedUntil(parts, me)).toBe((row?.confirmedAt.getTime() ?? 0) + CONFIRMED_MS)
  })
})

describe('guessing at it', () => {
  test('is slowed down, together with guessing where the password is changed', async () => {
    const ada = await signedUp('Ada')
    const change = { current: 'a guess', next: 'nine grey herons at dusk' }
    for (let n = 0; n < 5; n++)
      await expectProblem(await ada.post('/api/account/password', change), 'wrong_password')
    // Each makes the wait twice as long, until it is longer than this machine takes to ask.
    for (let n = 0; n < 20; n++) {
      const answer = await ada.post(CONFIRM, { password: 'a guess' })
      if (answer.status !== 429) continue
      expect((await expectProblem(answer, 'rate_limited')).retryAfter).toBeGreaterThan(0)
      return
    }
    expect.fail('nobody is slowed down')
  })
})
