import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { buildApp } from '../../../worker/app.ts'
import { parts } from '../support/people.ts'
import { expectProblem, Visitor } from '../support/visitor.ts'

const operationSchema = z.object({
  summary: z.string().min(1),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.object({ description: z.string().min(1) }),
  ),
})
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith('/api/'), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.looseObject({})),
    securitySchemes: z.object({ cookie: z.looseObject({}), bearer: z.looseObject({}) }),
  }),
})

const text = await (await new Visitor().get('/api/openapi.json')).text()
const document = documentSchema.parse(JSON.parse(text))
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
)
/** Every route the app answers on, from its own table. */
const mounted = buildApp()
  .routes.filter(route => route.method !== 'ALL')
  .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)

describe('the description of the API', () => {
  test('lists every route that is mounted, and no other', () => {
    const listed = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect([...new Set(mounted)].sort()).toEqual(listed.sort())
    expect(listed.length).toBeGreaterThan(10)
  })

  test('is made once, however often it is asked for', async () => {
    const app = buildApp()
    const making = vi.spyOn(app, 'getOpenAPI31Document')
    const ask = async () => await (await app.request('/api/openapi.json', {}, parts)).text()
    expect(await ask()).toBe(await ask())
    expect(making).toHaveBeenCalledOnce()
  })

  test('points at nothing that is not in it', () => {
    const names = text.matchAll(/"#\/components\/schemas\/(\w+)"/g).map(match => match[1] ?? '')
    for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name)
  })

  test('names the schemas that both sides parse with', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Register', 'Login', 'Session', 'Room', 'RoomList', 'Problem']),
    )
  })

  test('declares every part of a path', () => {
    for (const { path, operation } of operations) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
      const declared = operation.parameters?.filter(parameter => parameter.in === 'path') ?? []
      expect(declared.map(parameter => parameter.name)).toEqual(parts)
    }
  })
})

describe('who is not signed in', () => {
  const guarded = operations.filter(
    ({ operation, path }) =>
      (operation.security?.some(one => 'bearer' in one) ?? true) && !path.endsWith('/socket'),
  )

  test.each(guarded)('is refused by $method $path', async ({ method, path }) => {
    const address = path.replace('{roomId}', crypto.randomUUID())
    const body = method === 'post' && path === '/api/rooms' ? { name: 'Attic' } : undefined
    const response = await new Visitor().ask(method.toUpperCase(), address, { body })
    await expectProblem(response, 'unauthenticated')
  })

  test('is refused by more than half of all operations', () => {
    expect(guarded.length).toBeGreaterThan(operations.length / 2 - 1)
  })
})

describe('a page elsewhere', () => {
  const changing = operations.filter(({ method }) => method !== 'get')

  test.each(changing)('cannot make a browser $method $path', async ({ method, path }) => {
    const address = path.replace('{roomId}', crypto.randomUUID())
    const headers = { origin: 'https://evil.test' }
    const response = await new Visitor().ask(method.toUpperCase(), address, { headers })
    await expectProblem(response, 'foreign_origin')
  })
})
