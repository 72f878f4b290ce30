import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import * as passwords from '../../../worker/domain/password.ts'
import { accounts } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { PASSWORD, signedUp, username, Visitor } from '../support/visitor.ts'

// Who asks must not learn from an answer, nor from the work behind it, whom we know. Times are not
// compared here: how often passwords are hashed, and what is said to Postgres, are what times are made of.

const batchSchema = z.union([
  z.object({ queries: z.array(z.object({ query: z.string() })) }),
  z.object({ query: z.string() }).transform(one => ({ queries: [one] })),
])

/** A value that is nothing is not sent. */
const VALUES = / values \(.*$/

let hashed = 0
const said: string[][] = []

beforeEach(() => {
  hashed = 0
  said.length = 0
  const { hashPassword, checkPassword } = passwords
  vi.spyOn(passwords, 'hashPassword').mockImplementation((...given) => {
    hashed += 1
    return hashPassword(...given)
  })
  vi.spyOn(passwords, 'checkPassword').mockImplementation((...given) => {
    hashed += 1
    return checkPassword(...given)
  })
  const honest = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (asked, init) => {
    const batch = batchSchema.safeParse(bodyOf(init)).data
    if (batch) said.push(batch.queries.map(({ query }) => query.replace(VALUES, '')))
    return await honest(asked, init)
  })
})
afterEach(() => vi.restoreAllMocks())

function bodyOf(init: RequestInit | undefined): unknown {
  return typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
}

/** Sends a form, and tells everything that could tell. */
async function send(path: string, body: Record<string, string>) {
  hashed = 0
  said.length = 0
  const response = await new Visitor().post(path, body)
  const { requestId: _, account, ...told } = z.looseObject({}).parse(await response.json())
  const own = z.looseObject({}).optional().parse(account)
  return {
    status: response.status,
    fields: [Object.keys(told).sort(), Object.keys(own ?? {}).sort()],
    headers: [...response.headers.keys()],
    cookies: response.headers.getSetCookie().map(cookie => cookie.split('=')[0]),
    hashed,
    said: [...said],
  }
}

describe('whether an e-mail address has an account', () => {
  test('cannot be told by registering with it', async () => {
    const email = `${username('ada')}@example.org`
    const wanted = () => ({ username: username('Grace'), password: PASSWORD, email })
    const unknown = await send('/api/auth/register', wanted())
    const known = await send('/api/auth/register', wanted())
    expect(known).toEqual(unknown)
    expect(known).toMatchObject({ status: 201, hashed: 1 })
    expect(known.said.flat().length).toBeGreaterThan(3)
  })

  test('cannot be told by signing in with it', async () => {
    const ada = await signedUp('Ada')
    const email = `${ada.session.account.username}@example.org`
    const now = { email, emailSince: new Date() }
    await db.update(accounts).set(now).where(eq(accounts.id, ada.session.account.id))
    const password = 'not the password'
    const known = await send('/api/auth/login', { username: email, password })
    const unknown = await send('/api/auth/login', { username: `x${email}`, password })
    expect(unknown).toEqual(known)
    expect(known).toMatchObject({ status: 401, hashed: 1 })
    expect(known.said).toHaveLength(2)
  })
})

test('whether a name has an account cannot be told by signing in with it', async () => {
  const { account } = (await signedUp('Ada')).session
  const password = 'not the password'
  const known = await send('/api/auth/login', { username: account.username, password })
  const unknown = await send('/api/auth/login', { username: username('nobody'), password })
  expect(unknown).toEqual(known)
  expect(known).toMatchObject({ status: 401, hashed: 1 })
  expect(known.said).toHaveLength(2)
})
