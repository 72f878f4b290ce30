import type { Context } from 'hono'

/** Where a request comes from, as it is kept with sessions and in the audit. */
export interface Visit {
  ip: string
  userAgent: string
  /** City and country, as far as Cloudflare knows them. */
  place: string
}

/** The visit behind a request. */
export function visitOf(c: Context): Visit {
  return {
    ip: (clientAddress(c) ?? '').slice(0, 45),
    // Cutting can halve a surrogate pair, which Postgres refuses.
    userAgent: (c.req.header('user-agent') ?? '').slice(0, 256).toWellFormed(),
    place: placeOf((c.req.raw as Request<unknown, IncomingRequestCfProperties>).cf),
  }
}

function placeOf(cf: Partial<IncomingRequestCfProperties> | undefined): string {
  return [cf?.city, cf?.country].filter(Boolean).join(', ').slice(0, 100).toWellFormed()
}

/**
 * The address Cloudflare saw. Every other header that names one (X-Forwarded-For…) is the
 * client's to write.
 */
export function clientAddress(c: Context): string | undefined {
  return c.req.header('cf-connecting-ip')
}
