import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { usernameKey } from '../../../protocol/names.ts'
import { peopleSchema } from '../../../protocol/rest.ts'
import { accounts } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, signedUp, type Visitor } from '../support/visitor.ts'

let ada: Awaited<ReturnType<typeof signedUp>>
/** What every name of this test begins with, so that nobody else is found. */
const own = `q${v7().slice(-11).replaceAll('-', '')}`
beforeAll(async () => {
  ada = await signedUp('Ada')
  await named(`${own}-river`, `Zoe ${own}`)
  await named(`x.${own}.y`, 'Ymir')
  await named(`b${own}`, `${own} Blume`)
  await named(`c${own}`, `Nothing${own}`)
})

async function named(username: string, displayName: string): Promise<string> {
  const id = v7()
  const names = { username, usernameKey: usernameKey(username), displayName }
  await db.insert(accounts).values({ id, ...names, passwordHash: 'none' })
  return id
}

async function found(q: string, who: Visitor = ada): Promise<string[]> {
  const answer = await who.get(`/api/people?${new URLSearchParams({ q })}`)
  expect(answer.status).toBe(200)
  return peopleSchema.parse(await answer.json()).people.map(({ username }) => username)
}

describe('people', () => {
  test('are found by what their name begins with, or a word of it; by the username first', async () => {
    expect(await found(own)).toEqual([`${own}-river`, `b${own}`, `x.${own}.y`])
    expect(await found(own.toUpperCase())).toEqual([`${own}-river`, `b${own}`, `x.${own}.y`])
    expect(await found(`${own} bl`)).toEqual([`b${own}`])
  })

  test('are not found by the middle of a word', async () => {
    expect(await found(own.slice(1))).toEqual([])
    expect(await found(`g${own}`)).toEqual([])
  })

  test.each([
    '%',
    '_',
    '\\',
    `%${own}`,
    `_${own.slice(1)}`,
  ])('are not found by the pattern %j', async q => {
    expect(await found(q)).toEqual([])
  })

  test('are not oneself, nor those who have deleted their account', async () => {
    const { username } = ada.session.account
    expect(await found(username)).toEqual([])
    expect(await found(username, await signedUp('Grace'))).toEqual([username])
    const id = await named(`gone${own}`, 'Gone')
    expect(await found(`gone${own}`)).toHaveLength(1)
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    expect(await found(`gone${own}`)).toEqual([])
  })

  test('are twenty at most', async () => {
    for (let n = 0; n < 23; n++) await named(`many${own}${n}`, 'Many')
    expect(await found(`many${own}`)).toHaveLength(20)
  })

  test.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['U+0000', 'a\u0000'],
    ['more than a name', 'x'.repeat(33)],
  ])('are not looked for by %s', async (_, q) => {
    const answer = await ada.get(`/api/people?${new URLSearchParams({ q })}`)
    await expectProblem(answer, 'validation_failed')
  })
})
