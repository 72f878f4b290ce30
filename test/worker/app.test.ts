import { describe, expect, test, vi } from 'vitest'
import { buildApp } from '../../worker/app.ts'
import { parseEnv } from '../../worker/env.ts'
import { assemble } from '../../worker/parts.ts'
import { bindings } from './support/people.ts'
import { expectProblem, ORIGIN, POSTGRES_AWAY, signedUp, Visitor } from './support/visitor.ts'

const SPLIT = 'https://chat.elsewhere.test'

describe('every answer', () => {
  const answers: [string, () => Promise<Response>][] = [
    ['200', () => new Visitor().get('/api/health')],
    ['204', async () => await (await signedUp('Ada')).post('/api/auth/logout')],
    [
      '400',
      () => new Visitor().post('/api/auth/login', '{', { 'content-type': 'application/json' }),
    ],
    ['401', () => new Visitor().get('/api/auth/me')],
    ['403', () => new Visitor().post('/api/rooms', {}, { origin: 'https://evil.test' })],
    ['404', () => new Visitor().get('/api/nowhere')],
    ['405', () => new Visitor().ask('DELETE', '/api/auth/me', {})],
    ['413', () => new Visitor().post('/api/auth/login', ' '.repeat(100_000))],
    ['415', () => new Visitor().post('/api/auth/login', 'x', { 'content-type': 'text/plain' })],
    ['422', () => new Visitor().post('/api/auth/login', {})],
    ['426', () => new Visitor().get(`/api/rooms/${crypto.randomUUID()}/socket`)],
    ['503', async () => (await signedUp('Ada')).under(POSTGRES_AWAY).get('/api/rooms')],
  ]

  test.each(answers)('carries the security headers: %s', async (status, ask) => {
    const response = await ask()
    expect(response.status).toBe(Number(status))
    const headers = Object.fromEntries(response.headers)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  test('over plain http does not ask for https', async () => {
    const response = await new Visitor({}, 'http://localhost:8787').get('/api/health')
    expect(response.headers.has('strict-transport-security')).toBe(false)
  })
})

describe('the request id', () => {
  test('is the caller’s own when it is a plain word', async () => {
    const headers = { 'x-request-id': 'trace-0123_abc' }
    const response = await new Visitor().get('/api/health', { headers })
    expect(response.headers.get('x-request-id')).toBe('trace-0123_abc')
  })

  test.each([
    'short',
    'x'.repeat(65),
    'has space in it',
    '{"level":"error"}',
    '<script>alert(1)',
  ])('is ours when the caller’s is %s', async id => {
    const response = await new Visitor().get('/api/health', { headers: { 'x-request-id': id } })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('an address', () => {
  test.each([
    '/',
    '/api',
    '/api/',
    '/api/nowhere',
    '/api/auth',
    '/api/rooms/',
    '/apihealth',
    '/api/%00',
  ])('where nothing is says so: %s', async path => {
    await expectProblem(await new Visitor().get(path), 'not_found')
  })

  test.each([
    ['DELETE', '/api/health', 'GET'],
    ['GET', '/api/auth/login', 'POST'],
    ['PUT', '/api/rooms', 'GET, POST'],
    ['PATCH', `/api/rooms/${crypto.randomUUID()}/join`, 'POST'],
  ])('where something is refuses %s %s and names what it takes', async (method, path, allow) => {
    const response = await new Visitor().ask(method, path, {})
    expect(response.headers.get('allow')).toBe(allow)
    await expectProblem(response, 'method_not_allowed')
  })
})

describe('a page of another origin', () => {
  const split = { ALLOWED_ORIGINS: `http://localhost:5173,${SPLIT}` }

  test('that is listed may read answers, cookie sessions included', async () => {
    const response = await new Visitor(split).get('/api/health', { headers: { origin: SPLIT } })
    expect(response.headers.get('access-control-allow-origin')).toBe(SPLIT)
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect(response.headers.get('vary')).toContain('Origin')
  })

  test('that is listed may read refusals too', async () => {
    const response = await new Visitor(split).get('/api/auth/me', { headers: { origin: SPLIT } })
    expect(response.headers.get('access-control-allow-origin')).toBe(SPLIT)
    await expectProblem(response, 'unauthenticated')
  })

  test('that is listed may ask first', async () => {
    const headers = { origin: SPLIT, 'access-control-request-method': 'POST' }
    const response = await new Visitor(split).ask('OPTIONS', '/api/auth/login', { headers })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(SPLIT)
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type')
  })

  test.each([
    'https://evil.test',
    'null',
    `${SPLIT}.evil.test`,
    SPLIT.toUpperCase(),
    `${SPLIT}:443`,
    'http://chat.elsewhere.test',
    '*',
  ])('that is not listed may not: %s', async origin => {
    const visitor = new Visitor(split)
    for (const method of ['GET', 'OPTIONS']) {
      const response = await visitor.ask(method, '/api/health', { headers: { origin } })
      expect(response.headers.has('access-control-allow-origin')).toBe(false)
    }
  })
})

describe('a bug', () => {
  test('is answered without anything of its inside, and logged with it', async () => {
    const app = buildApp()
    app.get('/api/bug', () => {
      throw new TypeError('at postgres://alcove:hunter2secret@db.test/alcove')
    })
    const spy = vi.spyOn(console, 'error').mockReturnValue()
    const response = await app.fetch(
      new Request(`${ORIGIN}/api/bug`, { headers: { 'x-request-id': 'the-bug-1' } }),
      assemble(parseEnv(bindings)),
    )
    const text = await response.clone().text()
    await expectProblem(response, 'internal')
    expect(text).not.toMatch(/TypeError|postgres|hunter2|at /)
    const line = String(spy.mock.calls[0]?.[0])
    spy.mockRestore()
    expect(JSON.parse(line)).toMatchObject({ requestId: 'the-bug-1', error: { name: 'TypeError' } })
    expect(line).not.toContain('hunter2')
  })
})
