import { beforeAll, describe, expect, test } from 'vitest'
import { problemSchema } from '../../../protocol/rest.ts'
import { buildApp } from '../../../worker/app.ts'
import { ORIGIN, Visitor } from '../support/visitor.ts'
import { ACTORS, type Actor, type Cast, makeCast, type Person, visitorOf } from './cast.ts'
import { makeRooms } from './rooms.ts'
import { ROUTES } from './routes.ts'
import { type Cell, type Question, type Row, TARGETS, type Target, type Verdict } from './row.ts'

/** What the router itself holds. */
const MOUNTED = new Set(
  buildApp()
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`),
)

const DESCRIBED = buildApp().getOpenAPI31Document({
  openapi: '3.1.0',
  info: { title: '', version: '' },
})

let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

test('every route stands in the table, and nothing else does', () => {
  expect(Object.keys(ROUTES).sort()).toEqual([...MOUNTED].sort())
})

describe('what everybody is told at', () => {
  test.each(Object.entries(ROUTES))('%s', async (route, row) => {
    const rooms = row.rooms === true ? await makeRooms(cast) : undefined
    const told: Record<string, Verdict[]> = {}
    for (const actor of ACTORS) {
      told[actor] = []
      for (const target of TARGETS.slice(0, row.verdicts[actor].length))
        told[actor].push(await verdictOf(route, row, cellOf(actor, target, rooms)))
    }
    expect(told).toEqual(row.verdicts)
  })
})

describe('a page of another site gets nothing done at', () => {
  test.each(changing())('%s', async (route, row) => {
    const { person, path, body } = await allowed(row)
    const [method = ''] = route.split(' ')
    const elsewhere = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    const foreign = await person.ask(method, path, { body, headers: elsewhere })
    expect(await codeOf(foreign)).toBe('foreign_origin')
    if (row.isPublic) return
    const unproven = { origin: ORIGIN, 'x-csrf-token': '' }
    const forged = await person.ask(method, path, { body, headers: unproven })
    expect(await codeOf(forged)).toBe('csrf_failed')
  })
})

describe('a body of a kind it does not take is refused at', () => {
  // Where nobody may be, nothing is said of bodies either.
  const withBody = changing().filter(
    ([route, row]) => takesBody(route) && row.verdicts.admin[0] !== 'not_found',
  )
  test.each(withBody)('%s', async (route, row) => {
    const { person, path } = await allowed(row)
    const [method = ''] = route.split(' ')
    const send = (body: unknown, headers = {}) => person.ask(method, path, { body, headers })
    expect(await codeOf(await send('{"a":'))).toBe('bad_json')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await codeOf(await send('a=b', form))).toBe('unsupported_media_type')
    expect(await codeOf(await send('[1]'))).toBe('validation_failed')
    // Deep enough to overturn whoever walks it by calling themselves.
    expect(await codeOf(await send('['.repeat(30_000)))).toBe('bad_json')
    const polluting = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'
    expect(await codeOf(await send(polluting))).toBe('validation_failed')
    expect(Object.prototype).not.toHaveProperty('isAdmin')
  })
})

test('nobody learns of a route by a method it does not have', async () => {
  for (const path of new Set([...MOUNTED].map(route => route.split(' ')[1] ?? ''))) {
    const at = path.replaceAll(/:\w+/g, crypto.randomUUID())
    const answer = await new Visitor().ask('PROPFIND', at, {})
    expect([path, await codeOf(answer)]).toEqual([path, 'method_not_allowed'])
  }
})

function cellOf(actor: Actor, target: Target, rooms?: Record<Target, string>): Cell {
  const person = actor === 'anonymous' ? undefined : cast.people[actor]
  return { cast, actor, person, target, roomId: rooms?.[target] ?? crypto.randomUUID() }
}

async function verdictOf(route: string, row: Row, cell: Cell): Promise<Verdict> {
  const { path, body, as } = await row.ask(cell)
  const [method = ''] = route.split(' ')
  // A copy: an answer that takes the cookies away takes them from nobody else.
  const visitor = as ?? visitorOf(cast, cell.actor)
  const answer = await (route === 'POST /api/auth/refresh' ? visitor : visitor.under({})).ask(
    method,
    path,
    { body },
  )
  return answer.ok ? answer.status : await codeOf(answer)
}

async function codeOf(answer: Response): Promise<Verdict> {
  const parsed = problemSchema.safeParse(await answer.json().catch(() => undefined))
  return parsed.success ? parsed.data.code : answer.status
}

function changing(): [string, Row][] {
  return Object.entries(ROUTES).filter(([route]) => !route.startsWith('GET '))
}

/** The question of somebody who is allowed to ask it: owners own rooms, admins the deployment. */
async function allowed(row: Row): Promise<Question & { person: Person }> {
  const actor = row.verdicts.owner[0] === 'forbidden' ? 'admin' : 'owner'
  const rooms = row.rooms === true ? await makeRooms(cast) : undefined
  return { ...(await row.ask(cellOf(actor, 'own', rooms))), person: cast.people[actor] }
}

/** Whether the API's own description says so. */
function takesBody(route: string): boolean {
  const [method = '', path = ''] = route.split(' ')
  const described = DESCRIBED.paths?.[path.replaceAll(/:(\w+)/g, '{$1}')]
  const operation = described?.[method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete']
  return operation?.requestBody !== undefined
}
