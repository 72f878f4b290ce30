import { count, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../bench/servers/postgres.ts'
import { forkPlatform, type PlatformChild } from '../../../dev/platform-child.ts'
import { emptyAccount } from '../../../worker/store/account-erasure.ts'
import { type Admission, insertAccount } from '../../../worker/store/admission.ts'
import { type Database, openDatabase } from '../../../worker/store/client.ts'
import { insertInvitation } from '../../../worker/store/invitations.ts'
import { changeRole } from '../../../worker/store/roles.ts'
import { accounts, audit, invitations, sessions } from '../../../worker/store/schema.ts'
import { MISSING } from '../../support/databases.ts'
import { platformEnv } from '../../support/servers.ts'

// Who may come in, and who decides about it, when many ask at the same moment. The embedded Postgres
// takes one transaction after the other; where an ordinary one is installed they truly meet.

const SERVERS = ['the embedded Postgres', ...(MISSING === undefined ? ['an ordinary one'] : [])]
/** Times that they meet. */
const ROUNDS = 5
const AT_ONCE = Array.from({ length: 8 }, (_, n) => n)

describe.each(SERVERS)('accounts that are made at once in %s', name => {
  let server: PostgresServer | undefined
  let platform: PlatformChild
  let db: Database

  beforeAll(async () => {
    server = name === SERVERS[0] ? undefined : await startPostgres()
    platform = await forkPlatform({}, platformEnv(server && { POSTGRES_URL: server.url }))
    const { databaseUrl, databaseHttpUrl } = platform
    db = openDatabase({ DATABASE_URL: databaseUrl, DATABASE_HTTP_URL: databaseHttpUrl })
    // Begins anew with each test, which nobody else may.
    await db.execute(sql`alter table ${audit} disable trigger user`)
  })
  afterAll(async () => {
    await platform?.close()
    await server?.close()
  })
  beforeEach(forgetAll)

  async function forgetAll(): Promise<void> {
    await db.batch([db.delete(accounts), db.delete(audit)])
  }

  /** Makes an account. @returns its id, or why there is none */
  async function arrive(admission: Admission, username: string = v7()): Promise<string> {
    const id = v7()
    const names = { username, usernameKey: username, displayName: username }
    const account = { id, ...names, email: null, emailSince: null, passwordHash: 'none' }
    const at = { createdAt: new Date(), expiresAt: new Date() }
    const session = { id: v7(), accountId: id, ...at, confirmedAt: at.createdAt }
    const refresh = { row: { hash: v7(), sessionId: session.id, createdAt: at.createdAt } }
    const entry = { action: 'account.register', actorId: id, ip: '' } as const
    const made = await insertAccount(db, account, { row: session, refresh }, entry, admission)
    return made.ok ? made.value.id : made.problem
  }

  async function invite(uses: number): Promise<{ id: string; admission: Admission }> {
    const [by, id, now] = [await arrive({ by: 'anybody' }), v7(), Date.now()]
    await putInvitation(id, by, { now, uses })
    return { id, admission: { by: 'invitation', hash: id, now } }
  }

  async function putInvitation(
    id: string,
    createdBy: string,
    { now = Date.now(), uses = 1, max = 100 },
  ): Promise<boolean> {
    const times = { createdAt: new Date(now), expiresAt: new Date(now + 60_000) }
    const row = { id, hash: id, createdBy, note: '', uses, ...times }
    const entry = { action: 'invitation.made', actorId: createdBy, ip: '' } as const
    return await insertInvitation(db, row, max, entry)
  }

  async function admins(): Promise<string[]> {
    const rows = await db.select().from(accounts).where(eq(accounts.role, 'admin'))
    return rows.map(row => row.id)
  }

  async function rows(table: typeof accounts | typeof sessions | typeof audit): Promise<number> {
    const [row] = await db.select({ n: count() }).from(table)
    return row?.n ?? Number.NaN
  }

  it('have one admin among them, who is the first', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await forgetAll()
      const ids = await Promise.all(AT_ONCE.map(() => arrive({ by: 'anybody' })))
      expect(await rows(accounts)).toBe(AT_ONCE.length)
      const [admin, ...more] = await admins()
      expect(more).toEqual([])
      expect(ids).toContain(admin)
    }
  })

  it('are one alone when being first is the only right to it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await forgetAll()
      const ids = await Promise.all(AT_ONCE.map(() => arrive({ by: 'first' })))
      const refused = ids.filter(id => id === 'invitation_needed')
      expect(refused).toHaveLength(AT_ONCE.length - 1)
      expect(ids).toContain((await admins())[0])
      // Nothing is left of the others.
      expect([await rows(accounts), await rows(sessions), await rows(audit)]).toEqual([1, 1, 1])
    }
  })

  it('are as many as their invitation has uses, and no admins', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await forgetAll()
      const { id, admission } = await invite(3)
      const ids = await Promise.all(AT_ONCE.map(() => arrive(admission)))
      const refused = ids.filter(one => one === 'invitation_invalid')
      expect(refused).toHaveLength(AT_ONCE.length - 3)
      const made = await db.select().from(accounts).where(eq(accounts.invitationId, id))
      expect(made.map(one => one.role)).toEqual(['member', 'member', 'member'])
      const [row] = await db.select().from(invitations)
      expect(row?.used).toBe(3)
      expect(await rows(sessions)).toBe(4)
    }
  })

  it('use up nothing of it when they want one name', async () => {
    const { admission } = await invite(5)
    const ids = await Promise.all(AT_ONCE.map(() => arrive(admission, 'grace')))
    const refused = ids.filter(id => id === 'username_taken')
    expect(refused.length).toBeGreaterThan(0)
    const [row] = await db.select().from(invitations)
    expect(row?.used).toBe(1)
  })

  it('cannot all step down as admins', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await forgetAll()
      const ids = await Promise.all(AT_ONCE.map(() => arrive({ by: 'anybody' })))
      await db.update(accounts).set({ role: 'admin' })
      await db.delete(audit)
      const down = (id: string) => {
        const entry = { action: 'account.role_changed', actorId: id, ip: '' } as const
        return changeRole(db, id, 'member', entry)
      }
      const outcomes = await Promise.all(ids.map(down))
      const kept = outcomes.flatMap((one, n) => (one.ok ? [] : [[one.problem, ids[n]]]))
      expect(kept).toEqual([['sole_admin', (await admins())[0]]])
      expect(await rows(audit)).toBe(AT_ONCE.length - 1)
    }
  })

  it('can be invited by so many links and no more', async () => {
    const by = await arrive({ by: 'first' })
    for (let round = 0; round < ROUNDS; round += 1) {
      await db.delete(invitations)
      const made = await Promise.all(AT_ONCE.map(() => putInvitation(v7(), by, { max: 3 })))
      expect(made.filter(Boolean)).toHaveLength(3)
    }
  })

  it('may try again for the role they have, alone or not', async () => {
    const id = await arrive({ by: 'first' })
    const entry = { action: 'account.role_changed', actorId: id, ip: '' } as const
    expect((await changeRole(db, id, 'admin', entry)).ok).toBe(true)
    const alone = await changeRole(db, id, 'member', entry)
    expect(alone).toEqual({ ok: false, problem: 'sole_admin' })
    await db.update(accounts).set({ deletedAt: new Date(), role: 'admin' })
    expect(await changeRole(db, id, 'member', entry)).toEqual({ ok: false, problem: 'not_found' })
  })

  it('keep an admin when one leaves while the other steps down', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await forgetAll()
      const [first, second] = [await arrive({ by: 'first' }), await arrive({ by: 'anybody' })]
      const entry = { actorId: first, targetId: first, ip: '' } as const
      await changeRole(db, second, 'admin', { ...entry, action: 'account.role_changed' })
      await Promise.all([
        emptyAccount(db, first, Date.now(), { ...entry, action: 'account.deleted' }),
        changeRole(db, second, 'member', { ...entry, action: 'account.role_changed' }),
      ])
      expect(await admins()).toHaveLength(1)
    }
  })

  it('begin anew where everybody has deleted their account', async () => {
    await forgetAll()
    const gone = await arrive({ by: 'first' })
    const entry = { action: 'account.deleted', actorId: gone, targetId: gone, ip: '' } as const
    await emptyAccount(db, gone, Date.now(), entry)
    const next = await arrive({ by: 'first' })
    expect(await admins()).toEqual([next])
  })
})
