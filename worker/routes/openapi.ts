import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Served } from '../parts.ts'
import { json } from './documented.ts'

/** The description of the API, made of the schemas it validates with. */
export function openapi(app: OpenAPIHono<Served>): OpenAPIHono<Served> {
  app.openAPIRegistry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-sid',
    description:
      'What sign-in sets; `sid` over plain http. A request that changes something also says the value of `__Host-csrf` in `X-CSRF-Token`.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'refresh', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Secure-refresh',
    description: 'Sent to `/api/auth` alone; `refresh` over plain http.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The value of the session cookie.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'alcove_…',
    description: 'The token of a program, with the scope that is named.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'operator', {
    type: 'http',
    scheme: 'bearer',
    description: 'OPERATOR_TOKEN of the deployment.',
  })
  // Made at the first question, once: anybody may ask, and it takes as long as a hundred others.
  let document: ReturnType<typeof app.getOpenAPI31Document> | undefined
  return new OpenAPIHono<Served>().openapi(route, c => {
    document ??= app.getOpenAPI31Document(DOCUMENT)
    return c.json(document, 200)
  })
}

const route = createRoute({
  method: 'get',
  path: '/openapi.json',
  tags: ['health'],
  summary: 'This description',
  security: [],
  responses: { 200: json(z.object({ openapi: z.string() }), 'OpenAPI 3.1.') },
})

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Alcove', version: '1', license: { name: 'MIT' } },
  servers: [{ url: '/' }],
  security: [{ cookie: [] }, { bearer: [] }],
}
