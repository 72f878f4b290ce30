import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Session } from '../../../protocol/rest.ts'
import { login } from '../../../worker/auth/login.ts'
import { hashPassword } from '../../../worker/domain/password.ts'
import type { Parts } from '../../../worker/parts.ts'
import { changeHash, findById, replaceHash } from '../../../worker/store/accounts.ts'
import { accounts, sessions } from '../../../worker/store/schema.ts'
import { withApp } from '../support/factors.ts'
import { db, parts } from '../support/people.ts'
import { PASSWORD, signedUp } from '../support/visitor.ts'

const NEXT = 'nine grey herons at dusk'

type Person = { session: Session }

/** As parts are when something happens while they hash. */
function meanwhile(happens: () => Promise<unknown>): Parts {
  const { scrypt } = parts.passwords
  let happening: Promise<unknown> | undefined
  const passwords: Parts['passwords'] = {
    ...parts.passwords,
    async scrypt(...given) {
      happening ??= happens()
      await happening
      return await scrypt(...given)
    },
  }
  return { ...parts, passwords }
}

async function signIn(who: Person, happens: () => Promise<unknown>) {
  const { username } = who.session.account
  const visit = { ip: '2001:db8::1', userAgent: 'test', place: '' }
  return await login(meanwhile(happens), { username, password: PASSWORD }, visit)
}

async function sessionsOf({ session }: Person): Promise<number> {
  const rows = await db.select().from(sessions).where(eq(sessions.accountId, session.account.id))
  return rows.length
}

describe('a sign-in that is under way', () => {
  test('opens nothing when the password has become another', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    const outcome = await signIn(ada, async () => {
      const entry = { action: 'account.password_reset', actorId: id, ip: '' } as const
      await changeHash(db, id, await hashPassword(NEXT, parts.passwords), entry)
    })
    expect(outcome).toEqual({ ok: false, problem: 'bad_credentials' })
    expect(await sessionsOf(ada)).toBe(1)
  })

  test('leads to no second step when the password has become another', async () => {
    const { person } = await withApp('Ada')
    const { id } = person.session.account
    const outcome = await signIn(person, async () => {
      const entry = { action: 'account.password_reset', actorId: id, ip: '' } as const
      await changeHash(db, id, await hashPassword(NEXT, parts.passwords), entry)
    })
    expect(outcome).toEqual({ ok: false, problem: 'bad_credentials' })
  })

  test('leads to the second step when nothing has changed', async () => {
    const { person } = await withApp('Ada')
    const outcome = await signIn(person, async () => {})
    expect(outcome).toMatchObject({
      ok: true,
      value: { secondFactor: { factors: ['totp', 'recovery'] } },
    })
  })

  test('opens nothing when the account is gone', async () => {
    const ada = await signedUp('Ada')
    const outcome = await signIn(ada, async () => {
      const { id } = ada.session.account
      await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    })
    expect(outcome).toEqual({ ok: false, problem: 'bad_credentials' })
    expect(await sessionsOf(ada)).toBe(1)
  })

  test('goes on when the same password was only hashed anew, by another one', async () => {
    const ada = await signedUp('Ada')
    const outcome = await signIn(ada, async () => {
      const account = await findById(db, ada.session.account.id)
      if (account === undefined) throw new Error('nobody')
      await replaceHash(db, account, await hashPassword(PASSWORD, parts.passwords))
    })
    expect(outcome.ok).toBe(true)
    expect(await sessionsOf(ada)).toBe(2)
  })
})
