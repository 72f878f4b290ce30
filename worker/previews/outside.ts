import { bareHost, isAddress, isPublicAddress, isPublicUrl } from '../domain/public-address.ts'
import type { Allowance } from '../domain/tally.ts'
import type { Env } from '../env.ts'
import type { Tallies } from '../limits/tallies.ts'
import { Unavailable } from '../unavailable.ts'
import { type Resolve, resolverAt } from './resolver.ts'

// Other people's sites, as far as they may be asked for on somebody's word.

/** Redirects that are followed, each looked at like the first address. */
const REDIRECTS_MAX = 3
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

const USER_AGENT = 'Mozilla/5.0 (compatible; AlcoveLinkPreview/1.0)'

/** What is asked for, and how much of it. */
export interface Wanted {
  accept: string
  /** Ends the whole of it, redirects and the reading included. */
  signal: AbortSignal
  /** Hosts that are our own: nobody needs a preview of them, and they would know us. */
  own: ReadonlySet<string>
  /** What one site may be asked for, by a word for what it is. */
  spending: { what: string; allowance: Allowance }
}

/** An answer, and where it came from after all redirects. */
export interface Found {
  url: URL
  response: Response
}

/** A site that was asked for so much that it is left alone for a while. */
export interface Spent {
  waitMs: number
}

export class Outside {
  readonly #fetch: (request: Request) => Promise<Response>
  readonly #resolve: Resolve
  readonly #tallies: Tallies

  constructor({ OUTBOUND, DNS_URL }: Pick<Env, 'OUTBOUND' | 'DNS_URL'>, tallies: Tallies) {
    this.#fetch = OUTBOUND === undefined ? fetch : request => OUTBOUND.fetch(request)
    this.#resolve = resolverAt(DNS_URL)
    this.#tallies = tallies
  }

  /**
   * What a site answers with 200; undefined for all else. Whoever gets it has to read or cancel the body.
   * @throws Unavailable when nobody can say how much a site was asked for
   */
  async find(address: URL, wanted: Wanted): Promise<Found | Spent | undefined> {
    try {
      return await this.#follow(address, wanted)
    } catch (error) {
      if (error instanceof Unavailable) throw error
      // Whatever is wrong with a site of somebody else's, there is nothing to show.
      return undefined
    }
  }

  async #follow(address: URL, wanted: Wanted): Promise<Found | Spent | undefined> {
    let url = address
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      if (!(await this.#isPublic(url, wanted))) return undefined
      const waitMs = await this.#spend(url, wanted)
      if (waitMs > 0) return { waitMs }
      const response = await this.#ask(url, wanted)
      if (response.status === 200) return { url, response }
      await response.body?.cancel()
      const next = redirectOf(response, url)
      if (next === undefined) return undefined
      url = next
    }
    return undefined
  }

  async #isPublic(url: URL, { own, signal }: Wanted): Promise<boolean> {
    const host = bareHost(url.hostname)
    if (!isPublicUrl(url) || own.has(host)) return false
    if (isAddress(host)) return true
    const addresses = await this.#resolve(host, signal)
    return addresses.length > 0 && addresses.every(isPublicAddress)
  }

  /** @returns milliseconds for which the site is left alone; 0 when it may be asked */
  async #spend(url: URL, { spending: { what, allowance } }: Wanted): Promise<number> {
    return await this.#tallies.take(`${what}:${bareHost(url.hostname)}`, allowance)
  }

  async #ask(url: URL, { accept, signal }: Wanted): Promise<Response> {
    const request = new Request(withoutFragment(url), {
      headers: { accept, 'user-agent': USER_AGENT },
      redirect: 'manual',
      signal,
    })
    return await this.#fetch(request)
  }
}

/** Where a redirect leads; nowhere, if it gives away that the way was a private one. */
function redirectOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location')
  if (!REDIRECTS.has(response.status) || location === null) return undefined
  const next = URL.parse(location, from)
  if (next === null || (from.protocol === 'https:' && next.protocol !== 'https:')) return undefined
  return next
}

function withoutFragment(url: URL): URL {
  const bare = new URL(url)
  bare.hash = ''
  return bare
}
