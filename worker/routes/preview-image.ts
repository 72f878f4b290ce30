import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { PREVIEW_URL_MAX_UNITS } from '../../protocol/limits.ts'
import { clientAddress } from '../auth/visit.ts'
import { addressKey } from '../domain/address.ts'
import { Refusal } from '../errors.ts'
import { refuseFor } from '../middleware/rate-limit.ts'
import type { Served } from '../parts.ts'
import { openImage } from '../previews/image.ts'
import { IMAGE_KINDS } from '../previews/image-kind.ts'
import { isOurs } from '../previews/image-src.ts'
import { ownHosts } from '../previews/own-hosts.ts'
import { problems } from './documented.ts'

export const previewImage = new OpenAPIHono<Served>()

/** Pictures for one address in a minute: a browser keeps those that it has seen. */
const SHOWN = { most: 600, windowMs: 60_000 }

const HEADERS = {
  // Only for who asked, and only as a picture, even when somebody opens it by itself.
  'cache-control': 'private, max-age=86400, immutable',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'",
}

const imageRoute = createRoute({
  method: 'get',
  path: '/previews/image',
  tags: ['rooms'],
  summary: 'A picture of a preview, at the address that the preview names',
  security: [],
  request: {
    query: z.strictObject({
      url: z.url().max(PREVIEW_URL_MAX_UNITS),
      until: z.coerce.number().int().min(0),
      proof: z.string().length(43),
    }),
  },
  responses: {
    200: {
      description: 'The picture.',
      content: Object.fromEntries(
        IMAGE_KINDS.map(kind => [kind, { schema: { type: 'string', format: 'binary' } }]),
      ),
    },
    ...problems('validation_failed', 'not_found', 'link_expired', 'rate_limited'),
  },
})

// Without a session: a picture cannot refresh one, and the proof opens this picture alone.
previewImage.openapi(imageRoute, async c => {
  const { env, now, outside, tallies } = c.env
  const address = c.req.valid('query')
  if (!isOurs(env, address)) throw new Refusal('not_found')
  if (address.until < now()) throw new Refusal('link_expired')
  const sender = addressKey(clientAddress(c))
  refuseFor(await tallies.take(`limit:preview-images:address:${sender}`, SHOWN))
  const image = await openImage(outside, new URL(address.url), ownHosts(env, c.req.url))
  if (image === undefined) throw new Refusal('not_found')
  return c.body(image.body, 200, { ...HEADERS, 'content-type': image.kind })
})
