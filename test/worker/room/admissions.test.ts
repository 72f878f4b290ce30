import { runInDurableObject } from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { GROUP_PEOPLE_MAX, LINKS_MAX } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { members } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { db, person } from '../support/people.ts'
import { card, enter, type RoomStub, roomStub } from '../support/rooms.ts'

const DAY_MS = 24 * 3_600_000

/** A private room of Ada's, and people who do not belong to it. */
async function study() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const made = card(ada, 'private')
  const stub = roomStub(made.id)
  await stub.create(made, ada)
  return { ada, grace, linus, stub }
}

async function linkOf(stub: RoomStub, who: Identity, uses: number | null = null) {
  const made = await as(stub, who).makeLink({ uses, days: 1 })
  if (!made.ok) throw new Error(made.problem)
  return made.value
}

describe('an invitation by name', () => {
  it('lets its bearer into a private room, and nobody else', async () => {
    const { ada, grace, linus, stub } = await study()
    expect(await as(stub, grace).join({})).toEqual({ ok: false, problem: 'not_found' })
    const { line } = await enter(stub, ada)
    expect(await as(stub, ada).invite({ person: grace })).toMatchObject({
      value: { person: { id: grace.id }, by: ada.id },
    })
    const seen = await line.until(events => events.some(({ type }) => type === 'member.invited'))
    expect(seen.at(-1)).toMatchObject({ by: ada.id, member: { id: grace.id, role: null } })
    expect(await as(stub, linus).join({})).toEqual({ ok: false, problem: 'not_found' })
    expect(await as(stub, grace).join({})).toMatchObject({ value: { me: { role: 'member' } } })
    expect(await as(stub, ada).invited({})).toEqual({ ok: true, value: [] })
    expect(await as(stub, ada).invite({ person: grace })).toMatchObject({
      problem: 'already_a_member',
    })
    // It is used up: whoever leaves has to be asked again.
    await as(stub, grace).leave({})
    expect(await as(stub, grace).join({})).toEqual({ ok: false, problem: 'not_found' })
  })

  it('is declined, or withdrawn by who made it or may remove people', async () => {
    const { ada, grace, linus, stub } = await study()
    await as(stub, ada).invite({ person: grace })
    expect(await as(stub, linus).uninvite({ userId: grace.id })).toMatchObject({
      problem: 'not_found',
    })
    expect(await as(stub, grace).uninvite({ userId: grace.id })).toMatchObject({ ok: true })
    expect(await as(stub, grace).join({})).toMatchObject({ problem: 'not_found' })
    await as(stub, ada).invite({ person: grace })
    expect(await as(stub, ada).uninvite({ userId: grace.id })).toMatchObject({ ok: true })
    expect(await as(stub, ada).uninvite({ userId: grace.id })).toMatchObject({
      problem: 'not_found',
    })
  })

  it('leaves no name behind when the account goes that never answered', async () => {
    const { ada, grace, stub } = await study()
    await as(stub, ada).invite({ person: grace })
    await stub.erase(grace.id, false)
    const { welcome } = await enter(stub, ada)
    expect(JSON.stringify(welcome)).not.toContain(grace.username)
    expect(await as(stub, ada).invited({})).toEqual({ ok: true, value: [] })
    const rows = await db.select().from(members).where(eq(members.userId, grace.id))
    expect(rows).toMatchObject([{ roomId: welcome.room.id, leftAt: expect.any(Date) }])
  })

  it('is not for oneself or the banned, and takes what the room asks of who invites', async () => {
    const { ada, grace, linus, stub } = await study()
    expect(await as(stub, ada).invite({ person: ada })).toMatchObject({ problem: 'self_target' })
    await as(stub, ada).invite({ person: grace })
    await as(stub, grace).join({})
    await as(stub, ada).remove({ userId: grace.id, ban: true })
    expect(await as(stub, ada).invite({ person: grace })).toMatchObject({ problem: 'banned' })
    await as(stub, ada).invite({ person: linus })
    await as(stub, linus).join({})
    await as(stub, ada).change({ settings: { inviting: 'admin' } })
    expect(await as(stub, linus).invite({ person: await person('Mary') })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, linus).makeLink({ uses: null, days: 1 })).toMatchObject({
      problem: 'forbidden',
    })
  })
})

describe('a link', () => {
  it('lets people in until it is used up', async () => {
    const { ada, grace, linus, stub } = await study()
    const { secret, link } = await linkOf(stub, ada, 1)
    expect(await as(stub, grace).lookAtLink({ secret })).toMatchObject({
      value: { room: { members: 1 }, isMember: false },
    })
    expect(await as(stub, grace).join({ secret })).toMatchObject({ ok: true })
    // Again is no harm, and uses nothing up.
    expect(await as(stub, grace).join({ secret })).toMatchObject({ ok: true })
    expect(await as(stub, linus).lookAtLink({ secret })).toMatchObject({
      problem: 'link_used_up',
    })
    expect(await as(stub, linus).join({ secret })).toEqual({ ok: false, problem: 'link_used_up' })
    expect(await as(stub, linus).join({ secret: 'guessed' })).toMatchObject({
      problem: 'not_found',
    })
    expect(await as(stub, ada).links({})).toEqual({ ok: true, value: [] })
    expect(link.uses).toBe(1)
  })

  it('lets no more in than it may when many come at once', async () => {
    const { ada, stub } = await study()
    const { secret } = await linkOf(stub, ada, 3)
    const people = await Promise.all(Array.from({ length: 8 }, () => person('Guest')))
    const outcomes = await Promise.all(
      people.map(async one => await as(stub, one).join({ secret })),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3)
  })

  it('is of no use when it is too old, or withdrawn', async () => {
    const { ada, grace, stub } = await study()
    const old = await linkOf(stub, ada)
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec('UPDATE links SET expires_at = ?', Date.now() - 1)
    })
    expect(await as(stub, grace).join({ secret: old.secret })).toMatchObject({
      problem: 'link_expired',
    })
    const withdrawn = await linkOf(stub, ada)
    expect(await as(stub, ada).revokeLink({ linkId: withdrawn.link.id })).toMatchObject({
      ok: true,
    })
    expect(await as(stub, grace).join({ secret: withdrawn.secret })).toMatchObject({
      problem: 'link_revoked',
    })
    expect(await as(stub, grace).lookAtLink({ secret: withdrawn.secret })).toMatchObject({
      problem: 'link_revoked',
    })
  })

  it('does not let the banned back in', async () => {
    const { ada, grace, stub } = await study()
    const { secret } = await linkOf(stub, ada)
    await as(stub, grace).join({ secret })
    await as(stub, ada).remove({ userId: grace.id, ban: true })
    expect(await as(stub, grace).join({ secret })).toEqual({ ok: false, problem: 'banned' })
    expect(await as(stub, grace).lookAtLink({ secret })).toMatchObject({ problem: 'banned' })
  })

  it('is seen and withdrawn by who made it, or by who may see all', async () => {
    const { ada, grace, stub } = await study()
    const { secret } = await linkOf(stub, ada)
    await as(stub, grace).join({ secret })
    const { link } = await linkOf(stub, grace)
    const seen = async (who: Identity) => {
      const links = await as(stub, who).links({})
      return links.ok ? links.value.length : links.problem
    }
    expect([await seen(ada), await seen(grace)]).toEqual([2, 1])
    expect(await as(stub, ada).revokeLink({ linkId: link.id })).toMatchObject({ ok: true })
    expect(await seen(grace)).toBe(0)
  })

  it('ends when whoever made it has to go, and not when they leave', async () => {
    const { ada, grace, linus, stub } = await study()
    const join = (who: Identity, { secret }: { secret: string }) => as(stub, who).join({ secret })
    await join(grace, await linkOf(stub, ada))
    const first = await linkOf(stub, grace)
    await as(stub, grace).leave({})
    expect(await join(grace, first)).toMatchObject({ ok: true })
    const links = [first, await linkOf(stub, grace), await linkOf(stub, ada)] as const
    await as(stub, ada).remove({ userId: grace.id, ban: false })
    for (const link of links.slice(0, 2))
      for (const who of [grace, linus])
        expect(await join(who, link)).toEqual({ ok: false, problem: 'link_revoked' })
    expect(await join(linus, links[2])).toMatchObject({ ok: true })
  })

  it('is kept as a hash alone, and there are so many of them', async () => {
    const { ada, stub } = await study()
    const { secret } = await linkOf(stub, ada)
    await runInDurableObject(stub, (_, { storage }) => {
      const rows = JSON.stringify(storage.sql.exec('SELECT * FROM links').toArray())
      expect(rows).not.toContain(secret)
      const now = Date.now()
      for (let n = 1; n < LINKS_MAX; n++)
        storage.sql.exec(
          'INSERT INTO links (id, hash, made_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
          crypto.randomUUID(),
          `hash ${n}`,
          ada.id,
          now,
          now + DAY_MS,
        )
    })
    expect(await as(stub, ada).makeLink({ uses: null, days: 1 })).toMatchObject({
      problem: 'too_many',
    })
  })
})

describe('an admin of the deployment', () => {
  it('comes into a private room, and everybody sees that they do', async () => {
    const { ada, stub } = await study()
    const katherine = await person('Katherine')
    const { line } = await enter(stub, ada)
    expect(await as(stub, katherine, true).join({})).toMatchObject({
      value: { me: { role: 'member' } },
    })
    const seen = await line.until(events => events.some(({ type }) => type === 'member.joined'))
    expect(seen.at(-1)).toMatchObject({ member: { id: katherine.id } })
  })
})

describe('a conversation', () => {
  async function between(...people: Identity[]) {
    const [opener] = people
    if (opener === undefined) throw new Error('nobody')
    const kind = people.length === 2 ? 'direct' : 'group'
    const made = { ...card(opener, 'private'), name: '', kind } as const
    const stub = roomStub(made.id)
    return { made, stub, opened: await stub.converse(made, people, opener) }
  }

  it('is one, also when both open it at once', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const made = { ...card(ada, 'private'), name: '', kind: 'direct' } as const
    const stub = roomStub(made.id)
    const opened = await Promise.all([
      stub.converse(made, [ada, grace], ada),
      stub.converse({ ...made, createdBy: grace.id }, [ada, grace], grace),
    ])
    expect(opened).toMatchObject([
      { value: { room: { id: made.id, createdBy: ada.id }, me: { id: ada.id, role: 'member' } } },
      { value: { room: { id: made.id, createdBy: ada.id }, me: { id: grace.id } } },
    ])
    const { welcome } = await enter(stub, grace)
    expect(welcome.events.map(({ type }) => type)).toEqual([
      'room.created',
      'member.joined',
      'member.joined',
    ])
  })

  it('is nobody’s: neither they nor an admin of the deployment runs it', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const { stub } = await between(ada, grace)
    const katherine = await person('Katherine')
    expect(await as(stub, ada).leave({})).toMatchObject({ problem: 'direct_conversation' })
    expect(await as(stub, ada).mute({ userId: grace.id, minutes: 1 })).toMatchObject({
      problem: 'direct_conversation',
    })
    expect(await as(stub, ada).change({ topic: 'Us' })).toMatchObject({
      problem: 'direct_conversation',
    })
    expect(await as(stub, ada).delete({})).toMatchObject({ problem: 'direct_conversation' })
    for (const admin of [as(stub, katherine), as(stub, katherine, true)]) {
      expect(await admin.look({})).toEqual({ ok: false, problem: 'not_found' })
      expect(await admin.history({ limit: 1 })).toEqual({ ok: false, problem: 'not_found' })
      expect(await admin.join({})).toEqual({ ok: false, problem: 'not_found' })
      expect(await admin.permits({ permission: 'room.audit' })).toMatchObject({
        problem: 'not_found',
      })
    }
  })

  it('of several may be left, and opened again by who left it', async () => {
    const people = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
    const [ada, grace] = people
    const { made, stub } = await between(...people)
    expect(await as(stub, ada).change({ topic: 'Supper' })).toMatchObject({ ok: true })
    expect(await as(stub, grace).leave({})).toMatchObject({ ok: true })
    expect(await as(stub, grace).look({})).toMatchObject({ problem: 'not_found' })
    await stub.converse(made, people, ada)
    expect(await as(stub, grace).look({})).toMatchObject({ problem: 'not_found' })
    expect(await stub.converse(made, people, grace)).toMatchObject({
      value: { me: { id: grace.id, role: 'member' } },
    })
  })

  it('holds so many people', async () => {
    const people = await Promise.all(
      Array.from({ length: GROUP_PEOPLE_MAX }, () => person('Guest')),
    )
    const { stub } = await between(...people)
    const [first] = people
    if (first === undefined) throw new Error('nobody')
    expect(await as(stub, first).invite({ person: await person('Late') })).toMatchObject({
      problem: 'conversation_full',
    })
  })
})
