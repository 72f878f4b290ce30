import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { BLOCKS_MAX } from '../../../protocol/limits.ts'
import { usernameKey } from '../../../protocol/names.ts'
import { blockListSchema } from '../../../protocol/rest.ts'
import { accounts, audit, blocks } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, signedUp, username, type Visitor } from '../support/visitor.ts'

type Person = Awaited<ReturnType<typeof signedUp>>
const idOf = (who: Person) => who.session.account.id

async function blocked(who: Visitor): Promise<string[]> {
  const answer = await who.get('/api/blocks')
  return blockListSchema.parse(await answer.json()).blocked.map(({ id }) => id)
}

function block(who: Visitor, whom: Person): Promise<Response> {
  return who.post('/api/blocks', { username: whom.session.account.username })
}

async function recorded(who: Person) {
  const rows = await db
    .select()
    .from(audit)
    .where(eq(audit.actorId, idOf(who)))
    .orderBy(audit.id)
  return rows.map(({ action, targetId, ip }) => [action, targetId, ip]).slice(1)
}

/** As many people as one may block. */
async function crowd(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => {
    const name = username('crowd')
    return { id: v7(), username: name, usernameKey: usernameKey(name), displayName: 'Crowd' }
  })
  for (let start = 0; start < count; start += 200)
    await db
      .insert(accounts)
      .values(people.slice(start, start + 200).map(one => ({ ...one, passwordHash: 'none' })))
      .onConflictDoNothing()
  return people.map(({ id }) => id)
}

describe('blocking somebody', () => {
  test('is done once, listed, recorded, and undone', async () => {
    const [ada, grace, linus] = [
      await signedUp('Ada'),
      await signedUp('Grace'),
      await signedUp('Linus'),
    ]
    for (const whom of [grace, linus, grace]) expect((await block(ada, whom)).status).toBe(204)
    expect(await blocked(ada)).toEqual([idOf(linus), idOf(grace)])
    expect(await blocked(grace)).toEqual([])
    const undo = () => ada.ask('DELETE', `/api/blocks/${idOf(grace)}`, {})
    for (let times = 0; times < 2; times++) expect((await undo()).status).toBe(204)
    expect(await blocked(ada)).toEqual([idOf(linus)])
    expect(await recorded(ada)).toEqual([
      ['account.blocked', idOf(grace), ada.address],
      ['account.blocked', idOf(linus), ada.address],
      ['account.unblocked', idOf(grace), ada.address],
    ])
  })

  test('takes somebody, and not oneself', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await block(ada, ada), 'self_target')
    await expectProblem(
      await ada.post('/api/blocks', { username: 'nobody-here-x' }),
      'no_such_account',
    )
    await expectProblem(await ada.ask('DELETE', '/api/blocks/grace', {}), 'not_found')
  })

  test('has an end, also for who asks twice at once', async () => {
    const [ada, grace, linus] = [
      await signedUp('Ada'),
      await signedUp('Grace'),
      await signedUp('Linus'),
    ]
    const others = await crowd(BLOCKS_MAX - 1)
    for (let start = 0; start < others.length; start += 200)
      await db
        .insert(blocks)
        .values(
          others.slice(start, start + 200).map(blockedId => ({ accountId: idOf(ada), blockedId })),
        )
    const answers = await Promise.all([block(ada, grace), block(ada, linus)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
    const [refused] = answers.filter(({ status }) => status === 409)
    if (refused !== undefined) await expectProblem(refused, 'too_many')
    const [last] = await blocked(ada)
    const again = last === idOf(grace) ? grace : linus
    expect((await block(ada, again)).status).toBe(204)
  })

  test('goes with either account', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    await block(ada, grace)
    await block(grace, ada)
    expect((await grace.ask('DELETE', '/api/account', {})).status).toBe(204)
    expect(await blocked(ada)).toEqual([])
    const theirs = and(eq(blocks.accountId, idOf(grace)), eq(blocks.blockedId, idOf(ada)))
    expect(await db.select().from(blocks).where(theirs)).toEqual([])
  })
})
