import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { REQUEST_MAX_BYTES } from '../../protocol/limits.ts'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'

/** Refuses a body above the limit, by its announced length or, without one, by reading it. */
export const bodySize = bodyLimit({
  maxSize: REQUEST_MAX_BYTES,
  onError: () => {
    throw new Refusal('payload_too_large')
  },
})

/** Refuses a body that is not announced as JSON: forms are what other sites can post unasked. */
export const jsonOnly = createMiddleware<Served>(async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  // The runtime makes an empty stream of `content-length: 0`.
  const empty = c.req.raw.body === null || c.req.header('content-length') === '0'
  if (!empty && type !== 'application/json') {
    throw new Refusal('unsupported_media_type')
  }
  await next()
})
