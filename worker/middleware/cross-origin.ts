import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { isListed } from '../domain/origin.ts'
import type { Served } from '../parts.ts'

/** Lets pages of the listed origins read answers, cookie sessions included. */
export const crossOrigin = cors({
  origin: (origin, c: Context<Served>) =>
    isListed(origin, c.env.env.ALLOWED_ORIGINS) ? origin : null,
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'x-csrf-token', 'x-request-id'],
  exposeHeaders: ['x-request-id', 'retry-after'],
  maxAge: 600,
})
