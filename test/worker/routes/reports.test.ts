import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { REPORTS_OPEN_MAX, REPORTS_PAGE } from '../../../protocol/limits.ts'
import {
  type Report,
  type ReportsPage,
  reportSchema,
  reportsPageSchema,
  roomAnswerSchema,
} from '../../../protocol/rest.ts'
import { audit, reports } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { anAdmin, expectProblem, signedUp, type Visitor } from '../support/visitor.ts'
import { enterRoom, makeRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>
const idOf = (who: Person) => who.session.account.id

/** A room of Ada's, in which Grace and Linus are, and what Grace said there. */
async function scene(...bodies: string[]) {
  const [ada, grace, linus] = [
    await signedUp('Ada'),
    await signedUp('Grace'),
    await signedUp('Linus'),
  ]
  const roomId = await makeRoom(ada)
  for (const guest of [grace, linus]) await guest.post(`/api/rooms/${roomId}/join`, {})
  return { ada, grace, linus, roomId, seqs: await say(grace, roomId, ...bodies) }
}

async function say(who: Visitor, roomId: string, ...bodies: string[]): Promise<number[]> {
  const line = await enterRoom(who, roomId)
  for (const [index, body] of bodies.entries()) line.send(`c${index}-${v7()}`, body)
  await line.until(() => line.messages().length >= bodies.length)
  return line
    .messages()
    .slice(-bodies.length)
    .map(({ seq }) => seq)
}

function report(who: Visitor, roomId: string, seq: number | undefined, reason = 'Rude') {
  return who.post(`/api/rooms/${roomId}/reports`, { seq, reason })
}

async function reported(who: Visitor, roomId: string, seq: number | undefined): Promise<Report> {
  const answer = await report(who, roomId, seq)
  expect(answer.status).toBe(201)
  return reportSchema.parse(await answer.json())
}

async function queue(who: Visitor, path: string): Promise<ReportsPage> {
  const answer = await who.get(path)
  expect(answer.status).toBe(200)
  return reportsPageSchema.parse(await answer.json())
}

function resolve(who: Visitor, { room, id }: Pick<Report, 'room' | 'id'>, state = 'acted') {
  return who.ask('PATCH', `/api/rooms/${room.id}/reports/${id}`, { body: { state, note: 'Seen' } })
}

async function recorded(roomId: string, action: string) {
  const which = and(eq(audit.roomId, roomId), eq(audit.action, action))
  return await db.select().from(audit).where(which)
}

describe('a report', () => {
  test('keeps the message as it was, and is recorded', async () => {
    const { grace, linus, roomId, seqs } = await scene('You are all wrong.')
    const made = await reported(linus, roomId, seqs[0])
    expect(made).toMatchObject({
      ...{ seq: seqs[0], body: 'You are all wrong.', reason: 'Rude', state: 'open' },
      author: { id: idOf(grace), displayName: 'Grace' },
      ...{ reporter: { id: idOf(linus) }, room: { id: roomId }, resolvedBy: null, note: '' },
    })
    await grace.post(`/api/rooms/${roomId}/messages/delete`, { seqs })
    const [row] = await db.select().from(reports).where(eq(reports.id, made.id))
    expect(row?.body).toBe('You are all wrong.')
    expect(await recorded(roomId, 'report.made')).toMatchObject([
      { actorId: idOf(linus), targetId: idOf(grace), detail: { seq: seqs[0] }, ip: linus.address },
    ])
  })

  test('is made once by each, and not of what one said oneself', async () => {
    const { ada, grace, linus, roomId, seqs } = await scene('One')
    const both = await Promise.all([report(linus, roomId, seqs[0]), report(linus, roomId, seqs[0])])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    await expectProblem(await report(linus, roomId, seqs[0]), 'already_reported')
    await reported(ada, roomId, seqs[0])
    await expectProblem(await report(grace, roomId, seqs[0]), 'self_target')
    expect(await recorded(roomId, 'report.made')).toHaveLength(2)
  })

  test('is of a message that is there, by who may read it', async () => {
    const { linus, roomId, seqs } = await scene('One')
    await expectProblem(await report(linus, roomId, 1), 'not_found')
    await expectProblem(await report(linus, roomId, 999), 'not_found')
    await expectProblem(await report(await signedUp('Mary'), roomId, seqs[0]), 'not_a_member')
    const body = { seq: seqs[0], reason: 'x'.repeat(301) }
    await expectProblem(await linus.post(`/api/rooms/${roomId}/reports`, body), 'validation_failed')
  })

  test('waits when too many of theirs are open', async () => {
    const { ada, grace, linus, roomId, seqs } = await scene('One')
    const at = new Date()
    const made = { roomId, authorId: idOf(grace), body: '', saidAt: at, reporterId: idOf(linus) }
    const rows = Array.from({ length: REPORTS_OPEN_MAX }, (_, n) => ({
      ...{ id: v7(), ...made, seq: 1_000 + n, reason: '', createdAt: at },
    }))
    await db.insert(reports).values(rows)
    await expectProblem(await report(linus, roomId, seqs[0]), 'too_many')
    const [first] = rows
    await resolve(ada, { id: first?.id ?? '', room: { id: roomId, name: '' } })
    await reported(linus, roomId, seqs[0])
  })
})

describe('the queue', () => {
  test('is for who looks after the room, the oldest first, and each page once', async () => {
    const { ada, grace, linus, roomId } = await scene('One')
    const at = new Date()
    const made = { roomId, authorId: idOf(grace), body: '', saidAt: at, reason: '' }
    const rows = Array.from({ length: REPORTS_PAGE + 10 }, (_, n) => ({
      ...{ id: v7(), ...made, seq: 1_000 + n, reporterId: idOf(linus), createdAt: at },
    }))
    await db.insert(reports).values(rows)
    const path = `/api/rooms/${roomId}/reports`
    const first = await queue(ada, path)
    expect(first.reports).toHaveLength(REPORTS_PAGE)
    const second = await queue(ada, `${path}?after=${first.after}`)
    expect(second.after).toBeNull()
    const seen = [...first.reports, ...second.reports].map(({ id }) => id)
    expect(seen).toEqual(rows.map(({ id }) => id).sort())
    await expectProblem(await linus.get(path), 'forbidden')
    await expectProblem(await ada.get(`${path}?after=nowhere`), 'validation_failed')
    await expectProblem(await ada.get(`${path}?state=all`), 'validation_failed')
  })

  test('of all rooms is for admins of the deployment', async () => {
    const { ada, linus, roomId, seqs } = await scene('One')
    const made = await reported(linus, roomId, seqs[0])
    const admin = await anAdmin('Katherine')
    const all: Report[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: ReportsPage = await queue(
        admin,
        `/api/admin/reports${after === '' ? '' : `?after=${after}`}`,
      )
      all.push(...page.reports)
      after = page.after
    }
    expect(all.map(({ id }) => id)).toContain(made.id)
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b),
    )
    await expectProblem(await ada.get('/api/admin/reports'), 'forbidden')
  })
})

describe('what came of a report', () => {
  test('is said once, by whom and why, and told in the room', async () => {
    const { ada, linus, roomId, seqs } = await scene('One', 'Two')
    const [one, two] = [
      await reported(linus, roomId, seqs[0]),
      await reported(linus, roomId, seqs[1]),
    ]
    const answers = await Promise.all([resolve(ada, one), resolve(ada, one, 'dismissed')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const resolved = answers.find(({ ok }) => ok)
    expect(reportSchema.parse(await resolved?.json())).toMatchObject({
      ...{ id: one.id, note: 'Seen', resolvedBy: { id: idOf(ada) } },
      resolvedAt: expect.any(Number),
    })
    await expectProblem(await resolve(ada, one), 'already_resolved')
    expect((await queue(ada, `/api/rooms/${roomId}/reports`)).reports.map(({ id }) => id)).toEqual([
      two.id,
    ])
    await resolve(ada, two)
    const done = await queue(ada, `/api/rooms/${roomId}/reports?state=resolved`)
    expect(done.reports.map(({ id }) => id)).toEqual([two.id, one.id])
    const entries = await recorded(roomId, 'report.resolved')
    expect(entries.map(({ actorId, detail }) => [actorId, detail])).toContainEqual([
      idOf(ada),
      { report: two.id, seq: two.seq, state: 'acted' },
    ])
    expect(entries).toHaveLength(2)
  })

  test('is for who looks after that room to say', async () => {
    const { linus, roomId, seqs } = await scene('One')
    const made = await reported(linus, roomId, seqs[0])
    await expectProblem(await resolve(linus, made), 'forbidden')
    const mary = await signedUp('Mary')
    const elsewhere = await makeRoom(mary)
    const there = { ...made, room: { id: elsewhere, name: '' } }
    await expectProblem(await resolve(mary, there), 'not_found')
    await expectProblem(await resolve(mary, { ...there, id: v7() }), 'not_found')
    const [row] = await db.select().from(reports).where(eq(reports.id, made.id))
    expect(row).toMatchObject({ state: 'open', resolvedBy: null })
  })

  test('of a conversation is for admins of the deployment: nobody else looks after it', async () => {
    const [grace, linus] = [await signedUp('Grace'), await signedUp('Linus')]
    const opened = await linus.post('/api/conversations', {
      usernames: [grace.session.account.username],
    })
    const { room } = roomAnswerSchema.parse(await opened.json())
    const [seq] = await say(grace, room.id, 'You are wrong.')
    const made = await reported(linus, room.id, seq)
    await expectProblem(await resolve(linus, made), 'not_found')
    await expectProblem(await linus.get(`/api/rooms/${room.id}/reports`), 'direct_conversation')
    const admin = await anAdmin('Katherine')
    expect((await resolve(admin, made)).status).toBe(200)
    await expectProblem(await resolve(admin, made), 'already_resolved')
    expect(await recorded(room.id, 'report.resolved')).toMatchObject([
      { actorId: idOf(admin), ip: admin.address },
    ])
  })
})

test('what somebody said and why they reported others goes with them, where it is to go', async () => {
  const { grace, linus, roomId, seqs } = await scene('You are wrong.')
  const made = await reported(linus, roomId, seqs[0])
  const purging = (who: Person) => who.under({ DELETED_MESSAGES: 'purge' })
  expect((await purging(grace).ask('DELETE', '/api/account', {})).status).toBe(204)
  const stored = async () => (await db.select().from(reports).where(eq(reports.id, made.id)))[0]
  expect(await stored()).toMatchObject({ body: '', reason: 'Rude' })
  expect((await purging(linus).ask('DELETE', '/api/account', {})).status).toBe(204)
  expect(await stored()).toMatchObject({ body: '', reason: '' })
})
