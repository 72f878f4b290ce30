import { createMiddleware } from 'hono/factory'
import { timingSafeEqual } from 'hono/utils/buffer'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'

/** Lets the operator through, who brings OPERATOR_TOKEN. Others learn nothing, not even of a way. */
export const operator = createMiddleware<Served>(async (c, next) => {
  const { OPERATOR_TOKEN: token } = c.env.env
  const brought = BEARER.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
  if (token === undefined || !(await timingSafeEqual(brought, token)))
    throw new Refusal('not_found')
  await next()
})
const BEARER = /^Bearer +(\S+)$/i
