import { createMiddleware } from 'hono/factory'
import type { Served } from '../parts.ts'

/** Gives the request a name, the caller's own if it is a plain word, and tells it in the answer. */
export const requestId = createMiddleware<Served>(async (c, next) => {
  const given = c.req.header('x-request-id') ?? ''
  const id = PLAIN.test(given) ? given : crypto.randomUUID()
  c.set('requestId', id)
  await next()
  c.res.headers.set('x-request-id', id)
})
const PLAIN = /^[\w-]{8,64}$/
