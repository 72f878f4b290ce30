import { createMiddleware } from 'hono/factory'
import type { Served } from '../parts.ts'

/**
 * Every answer is data for one reader: never a page, a frame or a cached copy. What is meant for longer
 * says so itself.
 */
export const securityHeaders = createMiddleware<Served>(async (c, next) => {
  await next()
  harden(c.res.headers, c.req.url)
})

/** Sets the headers that every answer to `url` carries. */
export function harden(headers: Headers, url: string): void {
  for (const [name, value] of HEADERS)
    if (!(OWN.has(name) && headers.has(name))) headers.set(name, value)
  // Over http the header is void, and a local host pinned to https is a nuisance.
  if (new URL(url).protocol === 'https:') headers.set(HSTS[0], HSTS[1])
}

const HEADERS = [
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
] as const
/** What a route may word for itself. */
const OWN: ReadonlySet<string> = new Set(['cache-control', 'content-security-policy'])
const HSTS = ['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const
