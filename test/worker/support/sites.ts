import { inject } from 'vitest'
import * as z from 'zod'
import type { Plan } from '../../support/sites.ts'

const internet = inject('sitesUrl')

/**
 * Under these variables sites are asked on this machine. The guard knows nothing of it: names and addresses are
 * judged as everywhere, and only what they let through is led here.
 */
export const SITES = {
  DNS_URL: `${internet}/dns-query`,
  OUTBOUND: {
    fetch: (request: Request) =>
      fetch(`${internet}/?${new URLSearchParams({ url: request.url })}`, {
        headers: request.headers,
        redirect: request.redirect,
        signal: request.signal,
      }),
  },
}

/** An address of its own that answers so. */
export function site(plan: Plan, host = 'harbour.example.org', scheme = 'https'): string {
  const url = new URL(`${scheme}://${host}/${crypto.randomUUID()}`)
  url.searchParams.set('plan', JSON.stringify(plan))
  // Some of JSON is not taken for a part of a link.
  return url.href.replaceAll("'", '%27')
}

/** A page with this in its head. */
export function page(head: string, rest: Plan = {}): Plan {
  const body = `<!doctype html><html><head>${head}</head><body>Hello</body></html>`
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body, ...rest }
}

/** The requests that a site was sent for an address. */
export async function visitsTo(address: string) {
  const path = new URL(address).pathname
  const response = await fetch(`${internet}/visits?${new URLSearchParams({ path })}`)
  const visit = z.object({ url: z.string(), headers: z.record(z.string(), z.unknown()) })
  return z.array(visit).parse(await response.json())
}
