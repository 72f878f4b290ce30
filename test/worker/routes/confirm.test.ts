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
