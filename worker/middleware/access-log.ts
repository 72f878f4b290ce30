import { createMiddleware } from 'hono/factory'
import { log } from '../log.ts'
import type { Served } from '../parts.ts'

/** One line a request. The query is left out: it is the caller's and may say anything. */
export const accessLog = createMiddleware<Served>(async (c, next) => {
  const start = c.env.now()
  await next()
  log('info', 'request', {
    requestId: c.var.requestId,
    method: c.req.method,
    path: c.req.path.slice(0, 200),
    status: c.res.status,
    ms: c.env.now() - start,
  })
})
