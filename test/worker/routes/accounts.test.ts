import { eq, inArray } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { ACCOUNTS_PAGE, CONFIRMED_MS } from '../../../protocol/limits.ts'
import { accountEntrySchema, accountListSchema, sessionSchema } from '../../../protocol/rest.ts'
import { accounts, audit, passkeys, sessions, totps } from '../../../worker/store/schema.ts'
import { db, person } from '../support/people.ts'
import { anAdmin, expectProblem, signedUp, Visitor } from '../support/visitor.ts'

const ACCOUNTS = '/api/accounts'

async function page(by: Visitor, after?: string) {
  const answer = await by.get(after === undefined ? ACCOUNTS : `${ACCOUNTS}?after=${after}`)
  return accountListSchema.parse(await answer.json())
}

/** The accounts from one on. */
async function from(by: Visitor, id: string) {
  const [before] = await db.select().from(accounts).where(eq(accounts.id, id))
  if (before === undefined) throw new Error('nobody')
  // The id of a moment just before: ids begin with the time.
  const time = before.id.replaceAll('-', '').slice(0, 12)
  const earlier = (BigInt(`0x${time}`) - 1n).toString(16).padStart(12, '0')
  return await page(by, `${earlier.slice(0, 8)}-${earlier.slice(8)}-7fff-bfff-ffffffffffff`)
}

describe('the list of accounts', () => {
  test('has what admins have to know, and no more', async () => {
    const ada = await anAdmin('Ada')
    const { id, username, createdAt } = ada.session.account
    const entry = (await from(ada, id)).accounts.find(one => one.id === id)
    expect(entry).toEqual({
      ...{ id, username, displayName: 'Ada', email: null, createdAt },
      role: 'admin',
      hasSecondFactor: false,
    })
  })

  test('goes from the oldest to the newest, page by page', async () => {
    const ada = await anAdmin('Ada')
    const own = ada.session.account.id
    for (let n = 0; n <= ACCOUNTS_PAGE; n += 1) await person('Linus')
    const first = await from(ada, own)
    expect(first.accounts).toHaveLength(ACCOUNTS_PAGE)
    expect(first.after).toBe(first.accounts.at(-1)?.id)
    const second = await page(ada, first.after ?? '')
    const ids = [...first.accounts, ...second.accounts].map(({ id }) => id)
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
    let last = second
    while (last.after !== null) last = await page(ada, last.after)
    expect(last.accounts.length).toBeGreaterThan(0)
  })

  test('says who has a second factor that counts', async () => {
    const ada = await anAdmin('Ada')
    const ids = [(await person('Grace')).id, (await person('Linus')).id, (await person('Mary')).id]
    const [app = '', proposed = '', key = ''] = ids
    const createdAt = new Date()
    await db
      .insert(totps)
      .values({ accountId: app, secret: 's', createdAt, confirmedAt: createdAt })
    await db.insert(totps).values({ accountId: proposed, secret: 's', createdAt })
    const passkey = { id: v7(), publicKey: '', counter: 0, name: 'Key', isBackedUp: false }
    await db.insert(passkeys).values({ ...passkey, accountId: key, createdAt })
    const { accounts: entries } = await from(ada, app)
    const found = ids.map(id => entries.find(one => one.id === id)?.hasSecondFactor)
    expect(found).toEqual([true, false, true])
  })

  test('leaves out who is gone', async () => {
    const ada = await anAdmin('Ada')
    const { id } = await person('Linus')
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    expect((await from(ada, id)).accounts.map(one => one.id)).not.toContain(id)
  })

  test('is for admins', async () => {
    await expectProblem(await (await signedUp('Grace')).get(ACCOUNTS), 'forbidden')
  })

  test('begins after an id and nothing else', async () => {
    const ada = await anAdmin('Ada')
    await expectProblem(await ada.get(`${ACCOUNTS}?after=x`), 'validation_failed')
    await expectProblem(await ada.get(`${ACCOUNTS}?limit=9`), 'validation_failed')
  })
})

describe('a role', () => {
  async function change(by: Visitor, id: string, role: string) {
    return await by.ask('PATCH', `${ACCOUNTS}/${id}`, { body: { role } })
  }

  test('takes effect at once, in both directions, and is recorded', async () => {
    const [ada, grace] = [await anAdmin('Ada'), await signedUp('Grace')]
    const { id } = grace.session.account
    const made = accountEntrySchema.parse(await (await change(ada, id, 'admin')).json())
    expect(made).toMatchObject({ id, role: 'admin' })
    expect((await grace.get(ACCOUNTS)).status).toBe(200)
    const me = sessionSchema.parse(await (await grace.get('/api/auth/me')).json())
    expect(me.account.role).toBe('admin')
    expect((await change(ada, id, 'member')).status).toBe(200)
    await expectProblem(await grace.get(ACCOUNTS), 'forbidden')
    // Once more changes nothing, and is no event.
    expect((await change(ada, id, 'member')).status).toBe(200)
    const rows = await db.select().from(audit).where(eq(audit.targetId, id))
    const actorId = ada.session.account.id
    const entry = { action: 'account.role_changed', actorId, ip: ada.address }
    expect(rows).toMatchObject([
      { ...entry, detail: { role: 'admin' } },
      { ...entry, detail: { role: 'member' } },
    ])
  })

  test('may be laid down while there is another admin', async () => {
    const [ada, grace] = [await anAdmin('Ada'), await anAdmin('Grace')]
    expect((await change(grace, grace.session.account.id, 'member')).status).toBe(200)
    await expectProblem(await change(grace, ada.session.account.id, 'member'), 'forbidden')
  })

  test('is given by admins who have just shown who they are', async () => {
    const [ada, grace] = [await anAdmin('Ada'), await signedUp('Grace')]
    const ids = [ada.session.account.id, grace.session.account.id]
    const long = new Date(Date.now() - CONFIRMED_MS)
    await db.update(sessions).set({ confirmedAt: long }).where(inArray(sessions.accountId, ids))
    const { id } = grace.session.account
    await expectProblem(await change(ada, id, 'admin'), 'confirmation_needed')
    await expectProblem(await change(grace, id, 'admin'), 'forbidden')
    await expectProblem(await change(new Visitor(), id, 'admin'), 'unauthenticated')
  })

  test('is one there is, of somebody there is', async () => {
    const ada = await anAdmin('Ada')
    const { id } = await person('Linus')
    await expectProblem(await change(ada, id, 'owner'), 'validation_failed')
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    for (const nobody of [id, v7(), 'x'])
      await expectProblem(await change(ada, nobody, 'admin'), 'not_found')
  })
})
