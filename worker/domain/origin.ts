/** What of a request speaks about where it comes from. */
export interface Approach {
  method: string
  /** Whether it asks for a WebSocket. */
  upgrade: boolean
  /** The Origin header, as sent. */
  origin: string | undefined
  /** The Sec-Fetch-Site header, as sent. */
  fetchSite: string | undefined
  /** Whether the browser's cookie alone would say who is asking. */
  byCookie: boolean
}

/**
 * Whether a request may change something or open a socket, judged by where it comes from.
 *
 * A page elsewhere can make a browser send our cookie, and WebSockets know no CORS, so an Origin
 * that is there has to be ours or listed. One that is missing says that no page asks, or a page
 * of an old browser: then the cookie counts only if the browser vouches for the page
 * (Sec-Fetch-Site, which no page can set), and never on a socket. Who brings a Bearer token
 * instead was not tricked into it.
 *
 * @param own the server's own origin
 * @param allowed further origins, spelt as browsers spell them
 */
export function mayApproach(approach: Approach, own: string, allowed: readonly string[]): boolean {
  if (SAFE.has(approach.method) && !approach.upgrade) return true
  if (approach.origin !== undefined) return isListed(approach.origin, [own, ...allowed])
  if (!approach.byCookie) return true
  return !approach.upgrade && approach.fetchSite === 'same-origin'
}
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether the origin is one of these, letter by letter, and is an origin at all. */
export function isListed(origin: string, origins: readonly string[]): boolean {
  return URL.canParse(origin) && new URL(origin).origin === origin && origins.includes(origin)
}
