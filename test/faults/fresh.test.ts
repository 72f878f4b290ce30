import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import {
  accountListSchema,
  deploymentSchema,
  invitationCreatedSchema,
  sessionSchema,
} from '../../protocol/rest.ts'
import { Visitor } from '../support/visitor.ts'
import { seeded } from './seeded.ts'
import { World } from './world.ts'

/** From nobody to two people, in this order: each test goes on where the one before it ended. */
describe('a fresh deployment for invited people alone', () => {
  const seed = seeded()
  let world: World
  let admin: Visitor
  beforeAll(async () => {
    const variables = { REGISTRATION: 'invited' }
    world = await World.start({ seed, script: inject('scripts').sound, variables })
  })
  afterAll(() => world?.end())

  const visitor = () => new Visitor(world.runtime.url)
  const rules = async () =>
    deploymentSchema.parse(await (await fetch(`${world.runtime.url}/api/deployment`)).json())

  async function register(by: Visitor, username: string, invitation?: string) {
    const wanted = { username, password: `the password of ${username}` }
    const body = { ...wanted, ...(invitation !== undefined && { invitation }) }
    return sessionSchema.parse(await (await by.call('POST', '/api/auth/register', body)).json())
  }

  it('lets one person in, of several who come at once, and that is the admin', async () => {
    expect((await rules()).registration).toBe('first')
    const people = ['ada', 'grace', 'linus', 'mary'].map(name => ({ name, browser: visitor() }))
    const tries = people.map(({ name, browser }) => register(browser, name))
    const outcomes = await Promise.allSettled(tries)
    const made = outcomes.flatMap((one, n) => (one.status === 'fulfilled' ? [n] : []))
    expect(made).toHaveLength(1)
    for (const one of outcomes)
      if (one.status === 'rejected') expect(String(one.reason)).toContain('"invitation_needed"')
    const browser = people[made[0] ?? 0]?.browser
    if (browser === undefined) throw new Error('nobody came in')
    admin = browser
    const me = sessionSchema.parse(await (await admin.call('GET', '/api/auth/me')).json())
    expect(me.account.role).toBe('admin')
  })

  it('then is for invited people alone, who are no admins', async () => {
    expect((await rules()).registration).toBe('invited')
    await expect(register(visitor(), 'katherine')).rejects.toThrow('"invitation_needed"')
    const answer = await admin.call('POST', '/api/invitations', { note: 'Katherine' })
    const { token } = invitationCreatedSchema.parse(await answer.json())
    const { account } = await register(visitor(), 'katherine', token)
    expect(account.role).toBe('member')
    await expect(register(visitor(), 'alan', token)).rejects.toThrow('"invitation_invalid"')
  })

  it('keeps its only admin until there is another', async () => {
    const list = await (await admin.call('GET', '/api/accounts')).json()
    const [first, second] = accountListSchema.parse(list).accounts
    const [me, katherine] = [`/api/accounts/${first?.id}`, `/api/accounts/${second?.id}`]
    await expect(admin.call('PATCH', me, { role: 'member' })).rejects.toThrow('"sole_admin"')
    await admin.call('PATCH', katherine, { role: 'admin' })
    await admin.call('PATCH', me, { role: 'member' })
    await expect(admin.call('GET', '/api/accounts')).rejects.toThrow('"forbidden"')
  })
})
