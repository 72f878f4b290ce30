import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { problemSchema, type Scope, scopeSchema } from '../../../protocol/rest.ts'
import { bearer, tokenOf } from '../support/program.ts'
import { expectProblem, signedUp, Visitor } from '../support/visitor.ts'

// Which scope each route takes. What is not here takes none: a new route is closed to programs.
const TAKES: Record<string, Scope> = {
  'GET /api/auth/me': 'account:read',
  'GET /api/people': 'rooms:read',
  'POST /api/conversations': 'rooms:write',
  'GET /api/rooms': 'rooms:read',
  'POST /api/rooms': 'rooms:write',
  'GET /api/rooms/directory': 'rooms:read',
  'GET /api/rooms/{roomId}': 'rooms:read',
  'PATCH /api/rooms/{roomId}': 'rooms:manage',
  'DELETE /api/rooms/{roomId}': 'rooms:manage',
  'POST /api/rooms/{roomId}/restore': 'rooms:manage',
  'POST /api/rooms/{roomId}/transfer': 'rooms:manage',
  'GET /api/rooms/{roomId}/filters': 'rooms:manage',
  'PUT /api/rooms/{roomId}/filters': 'rooms:manage',
  'PATCH /api/rooms/{roomId}/preferences': 'rooms:write',
  'POST /api/rooms/{roomId}/join': 'rooms:write',
  'POST /api/rooms/{roomId}/leave': 'rooms:write',
  'GET /api/rooms/{roomId}/members': 'rooms:read',
  'PATCH /api/rooms/{roomId}/members/{userId}': 'rooms:manage',
  'DELETE /api/rooms/{roomId}/members/{userId}': 'rooms:manage',
  'PUT /api/rooms/{roomId}/members/{userId}/mute': 'rooms:manage',
  'DELETE /api/rooms/{roomId}/members/{userId}/mute': 'rooms:manage',
  'GET /api/rooms/{roomId}/bans': 'rooms:manage',
  'DELETE /api/rooms/{roomId}/bans/{userId}': 'rooms:manage',
  'GET /api/rooms/{roomId}/invitations': 'rooms:read',
  'POST /api/rooms/{roomId}/invitations': 'rooms:write',
  'DELETE /api/rooms/{roomId}/invitations/{userId}': 'rooms:write',
  'GET /api/rooms/{roomId}/links': 'rooms:read',
  'POST /api/rooms/{roomId}/links': 'rooms:write',
  'DELETE /api/rooms/{roomId}/links/{linkId}': 'rooms:write',
  'POST /api/rooms/{roomId}/links/look': 'rooms:read',
  'POST /api/rooms/{roomId}/commands': 'rooms:write',
  'GET /api/rooms/{roomId}/messages': 'messages:read',
  'GET /api/rooms/{roomId}/messages/some': 'messages:read',
  'GET /api/rooms/{roomId}/pins': 'messages:read',
  'GET /api/rooms/{roomId}/threads': 'messages:read',
  'PUT /api/rooms/{roomId}/threads/{seq}': 'messages:write',
  'PATCH /api/rooms/{roomId}/messages/{seq}': 'messages:write',
  'GET /api/rooms/{roomId}/messages/{seq}/edits': 'messages:read',
  'PUT /api/rooms/{roomId}/messages/{seq}/reactions': 'messages:write',
  'GET /api/rooms/{roomId}/messages/{seq}/reactions': 'messages:read',
  'PUT /api/rooms/{roomId}/messages/{seq}/pin': 'messages:write',
  'GET /api/rooms/{roomId}/messages/{seq}/readers': 'messages:read',
  'GET /api/rooms/{roomId}/scheduled': 'messages:read',
  'POST /api/rooms/{roomId}/scheduled': 'messages:write',
  'DELETE /api/rooms/{roomId}/scheduled/{scheduledId}': 'messages:write',
  'GET /api/rooms/{roomId}/messages/{seq}/previews': 'messages:read',
  'POST /api/rooms/{roomId}/messages/delete': 'messages:write',
  'POST /api/rooms/{roomId}/messages/restore': 'messages:write',
  'POST /api/tickets': 'messages:read',
}
/** Signing out is asked of a session's own tokens, so a program is nobody there. */
const UNKNOWN = 'POST /api/auth/logout'

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ security: z.array(z.record(z.string(), z.array(z.string()))).optional() }),
    ),
  ),
})
const { paths } = documentSchema.parse(await (await new Visitor().get('/api/openapi.json')).json())
const operations = Object.entries(paths)
  .filter(([path]) => !path.endsWith('/socket'))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      security,
    })),
  )
const guarded = operations.filter(
  ({ route, security }) =>
    route !== UNKNOWN && (security === undefined || security.some(one => 'bearer' in one)),
)

const ada = await signedUp('Ada')
const texts = new Map<Scope, string>()
for (const scope of scopeSchema.options) texts.set(scope, (await tokenOf(ada, scope)).text)

async function ask(route: string, text: string): Promise<Response> {
  const [method = '', path = ''] = route.split(' ')
  const address = path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID())
  return await bearer(text).ask(method, address)
}

describe.each(guarded)('$route', ({ route, security }) => {
  test.each(scopeSchema.options)(`says what it says of a token with %s`, async scope => {
    const response = await ask(route, texts.get(scope) ?? '')
    if (TAKES[route] === scope) {
      const { code } = problemSchema.partial().parse(await response.json())
      expect([undefined, 'not_found', 'validation_failed', 'bad_json']).toContain(code)
      return
    }
    const wanted = TAKES[route] === undefined ? '' : `, scope="${TAKES[route]}"`
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer realm="alcove", error="insufficient_scope"${wanted}`,
    )
    await expectProblem(response, 'insufficient_scope')
  })

  test('documents it', () => {
    const scopes = security?.flatMap(one => one.token ?? [])
    expect(scopes).toEqual(TAKES[route] && [TAKES[route]])
  })
})

test('every scope opens something, and no route is missing', () => {
  const routes = new Set(guarded.map(({ route }) => route))
  for (const route of Object.keys(TAKES)) expect(routes).toContain(route)
  const used = new Set(Object.values(TAKES))
  expect(scopeSchema.options.filter(scope => !used.has(scope))).toEqual([])
})

test('a program cannot sign out', async () => {
  await expectProblem(await ask(UNKNOWN, texts.get('account:read') ?? ''), 'unauthenticated')
})
