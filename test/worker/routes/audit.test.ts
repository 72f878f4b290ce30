import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { AUDIT_PAGE } from '../../../protocol/limits.ts'
import { type AuditPage, auditEntrySchema, auditPageSchema } from '../../../protocol/rest.ts'
import { exportAudit } from '../../../worker/audit/export-audit.ts'
import { audit, rooms } from '../../../worker/store/schema.ts'
import { db, parts } from '../support/people.ts'
import { unconfirm } from '../support/unconfirm.ts'
import { anAdmin, expectProblem, signedUp, type Visitor } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>
const idOf = (who: Person) => who.session.account.id

async function page(who: Visitor, path: string): Promise<AuditPage> {
  const answer = await who.get(path)
  expect(answer.status).toBe(200)
  return auditPageSchema.parse(await answer.json())
}

/** A room of Ada's in which a few things were done. */
async function scene() {
  const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
  const roomId = await makeRoom(ada)
  await grace.post(`/api/rooms/${roomId}/join`, {})
  const mute = { body: { minutes: 5, reason: 'Noise' } }
  await ada.ask('PUT', `/api/rooms/${roomId}/members/${idOf(grace)}/mute`, mute)
  return { ada, grace, roomId, path: `/api/rooms/${roomId}/audit` }
}

describe('the audit of a room', () => {
  test('says who did what to whom, the newest first, and not from where', async () => {
    const { ada, grace, roomId, path } = await scene()
    await db
      .insert(audit)
      .values({ roomId, actorId: idOf(grace), action: 'report.made', ip: '2001:db8::9' })
    const { entries, after } = await page(ada, path)
    expect(after).toBeNull()
    expect(entries.map(({ action }) => action)).toEqual([
      ...['report.made', 'member.muted', 'member.joined', 'member.joined', 'room.created'],
    ])
    expect(entries[1]).toMatchObject({
      ...{ actor: { id: idOf(ada), displayName: 'Ada' }, target: { id: idOf(grace) } },
      ...{ detail: { reason: 'Noise' }, room: { id: roomId } },
    })
    expect(entries.map(({ ip }) => ip)).toEqual(['', '', '', '', ''])
  })

  test('is for those who run it, and tells nothing of other rooms', async () => {
    const { grace, path } = await scene()
    const other = await scene()
    await expectProblem(await grace.get(path), 'forbidden')
    await expectProblem(await other.ada.get(path), 'not_a_member')
    const { entries } = await page(other.ada, other.path)
    expect(new Set(entries.map(({ room }) => room?.id))).toEqual(new Set([other.roomId]))
  })

  test('is narrowed down, and read on', async () => {
    const { ada, grace, roomId, path } = await scene()
    const createdAt = new Date()
    await db.insert(audit).values(
      Array.from({ length: AUDIT_PAGE + 5 }, () => ({
        ...{ roomId, actorId: idOf(ada), action: 'link.made', createdAt },
      })),
    )
    const first = await page(ada, `${path}?action=link`)
    expect(first.entries).toHaveLength(AUDIT_PAGE)
    const second = await page(ada, `${path}?action=link&after=${first.after}`)
    expect(second.entries).toHaveLength(5)
    const ids = [...first.entries, ...second.entries].map(({ id }) => id)
    expect(new Set(ids).size).toBe(AUDIT_PAGE + 5)
    const muted = await page(ada, `${path}?target=${idOf(grace)}&action=member.muted`)
    expect(muted.entries.map(({ action }) => action)).toEqual(['member.muted'])
    const since = createdAt.getTime() + 1
    expect((await page(ada, `${path}?since=${since}`)).entries).toEqual([])
  })

  test.each([
    'after=there',
    `after=1.${v7()}`,
    'actor=ada',
    'since=soon',
    'until=9e15',
    'by=ada',
    'action=a%00',
  ])('refuses %s', async query => {
    const { ada, path } = await scene()
    await expectProblem(await ada.get(`${path}?${query}`), 'validation_failed')
  })
})

describe('the audit of all', () => {
  test('is for admins of the deployment, with where things were done', async () => {
    const { ada, roomId } = await scene()
    const admin = await anAdmin('Katherine')
    await expectProblem(await ada.get('/api/admin/audit'), 'forbidden')
    const { entries } = await page(admin, `/api/admin/audit?actor=${idOf(ada)}`)
    expect(entries.map(({ action, ip }) => [action, ip])).toEqual([
      ['member.muted', ''],
      ['member.joined', ''],
      ['room.created', ''],
      ['account.register', ada.address],
    ])
    const here = await page(admin, `/api/admin/audit?room=${roomId}`)
    expect(here.entries).toHaveLength(4)
  })

  test('has what was done in a room that is there no more', async () => {
    const { roomId } = await scene()
    await db.delete(rooms).where(eq(rooms.id, roomId))
    const admin = await anAdmin('Katherine')
    const { entries } = await page(admin, `/api/admin/audit?room=${roomId}`)
    expect(entries.map(({ action, room }) => [action, room?.name])).toEqual(
      ['member.muted', 'member.joined', 'member.joined', 'room.created'].map(action => [
        action,
        '',
      ]),
    )
  })
})

const fileSchema = z.strictObject({
  format: z.literal('alcove.audit'),
  version: z.literal(1),
  exportedAt: z.number(),
  entries: z.array(auditEntrySchema),
})

describe('the audit as a file', () => {
  test('is a table, in which nothing is a formula', async () => {
    const { ada, roomId, path } = await scene()
    await db.update(rooms).set({ name: '=cmd|" /c calc"!A1' }).where(eq(rooms.id, roomId))
    const answer = await ada.get(`${path}/export`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
    const date = new Date().toISOString().slice(0, 10)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="alcove-audit-${date}.csv"`,
    )
    const lines = (await answer.text()).split('\r\n')
    expect(lines[0]).toBe(
      'id,time,action,room_id,room,actor_id,actor_username,actor,target_id,target_username,target,detail,address',
    )
    // That it was exported is the newest there is.
    expect(lines.slice(1, -1).map(line => line.split(',')[2])).toEqual([
      ...['audit.exported', 'member.muted', 'member.joined', 'member.joined', 'room.created'],
    ])
    expect(lines[2]).toContain(`,${roomId},"'=cmd|"" /c calc""!A1",${idOf(ada)},`)
    expect(lines[2]).toMatch(/,"\{.*""reason"":""Noise"".*\}",$/)
    expect(lines.at(-1)).toBe('')
  })

  test('is JSON on request, of all with addresses, of a room without', async () => {
    const { ada, roomId, path } = await scene()
    const read = async (who: Visitor, at: string) => {
      const answer = await who.get(at)
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
      return fileSchema.parse(await answer.json()).entries
    }
    const own = await read(ada, `${path}/export?format=json`)
    expect(own).toHaveLength(5)
    expect(own.map(({ ip }) => ip)).toEqual(['', '', '', '', ''])
    const admin = await anAdmin('Katherine')
    const all = await read(admin, `/api/admin/audit/export?format=json&room=${roomId}`)
    expect(all.map(({ action, ip }) => [action, ip]).slice(0, 2)).toEqual([
      ['audit.exported', admin.address],
      ['audit.exported', ada.address],
    ])
    const none = await read(admin, `/api/admin/audit/export?format=json&actor=${v7()}`)
    expect(none).toEqual([])
  })

  test('is recorded, whoever takes it away', async () => {
    const { ada, roomId, path } = await scene()
    await (await ada.get(`${path}/export?format=json`)).text()
    const admin = await anAdmin('Katherine')
    await (await admin.get(`/api/admin/audit/export?actor=${v7()}`)).text()
    const of = async (who: Person) =>
      (
        await db
          .select()
          .from(audit)
          .where(eq(audit.actorId, idOf(who)))
      ).filter(({ action }) => action === 'audit.exported')
    expect(await of(ada)).toMatchObject([{ roomId, detail: { format: 'json' }, ip: ada.address }])
    expect(await of(admin)).toMatchObject([{ roomId: null, detail: { format: 'csv' } }])
  })

  test('is for who may read it, and has just shown who they are', async () => {
    const { ada, grace, path } = await scene()
    await expectProblem(await grace.get(`${path}/export`), 'forbidden')
    await expectProblem(await ada.get('/api/admin/audit/export'), 'forbidden')
    await expectProblem(await ada.get(`${path}/export?format=xls`), 'validation_failed')
    await unconfirm(ada)
    await expectProblem(await ada.get(`${path}/export`), 'confirmation_needed')
    const admin = await anAdmin('Katherine')
    await unconfirm(admin)
    await expectProblem(await admin.get('/api/admin/audit/export'), 'confirmation_needed')
  })

  test('is whole and in order, and read no further than it is taken', async () => {
    const actor = v7()
    await db.execute(sql`
      insert into ${audit} (actor_id, action, created_at)
      select ${actor}, 'session.login', date_trunc('second', now()) from generate_series(1, 2500)`)
    let pages = 0
    const counting = new Proxy(db, {
      get: (target, name) => {
        if (name === 'select') pages += 1
        return Reflect.get(target, name)
      },
    })
    const asked = {
      filters: { actor },
      format: 'csv',
      withAddresses: true,
      by: actor,
      ip: '',
    } as const
    const pieces = await exportAudit({ ...parts, db: counting }, asked)
    await pieces.next()
    await pieces.next()
    expect(pages).toBe(1)
    const ids: number[] = []
    for await (const piece of await exportAudit(parts, asked))
      ids.push(
        ...piece
          .split('\r\n')
          .flatMap(line => (/^\d/.test(line) ? [Number.parseInt(line, 10)] : [])),
      )
    // Itself and the export before it, too.
    expect(ids).toHaveLength(2_502)
    expect(ids.slice(2)).toEqual(ids.slice(2).toSorted((a, b) => b - a))
    expect(new Set(ids).size).toBe(2_502)
  })
})

describe('what happened to an account', () => {
  test('does not drown in what its owner does in rooms', async () => {
    const { ada, grace } = await scene()
    for (const who of [ada, grace]) {
      const answer = await who.get('/api/account/activity')
      const { activity } = z
        .object({ activity: z.array(z.object({ action: z.string() })) })
        .parse(await answer.json())
      expect(activity.map(({ action }) => action)).toEqual(['account.register'])
    }
  })
})
