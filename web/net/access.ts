import { ACCESS_TOKEN_MS } from '../../protocol/limits.ts'
import { problemSchema } from '../../protocol/rest.ts'

// The browser's access token lasts minutes, the session days: a refresh gives the next token. All
// pages of a browser share both, so they take turns, and who comes second finds it done.

/** Milliseconds before its end at which a token counts as run out: a request takes its time. */
const MARGIN_MS = 30_000
const TIMEOUT_MS = 15_000
/** Where a browser's pages leave word of their last refresh, in milliseconds since 1970. */
const REFRESHED = 'alcove:refreshed'

/** What came of a refresh: a fresh token, no session any more, or no answer. */
export type Refreshed = 'fresh' | 'ended' | 'unreachable'

/** When this page knows the token to run out; it may not know. */
let until = Number.POSITIVE_INFINITY
let underWay: Promise<Refreshed> | undefined

/** Signing in has given a token. */
export function accessGiven(): void {
  until = Date.now() + ACCESS_TOKEN_MS
}

/** Refreshes the token when it is about to run out, for requests that cannot be repeated at once. */
export async function keepAccess(): Promise<void> {
  if (Date.now() >= until - MARGIN_MS) await refreshAccess()
}

export function refreshAccess(): Promise<Refreshed> {
  underWay ??= takeTurn().finally(() => {
    underWay = undefined
  })
  return underWay
}

/** The value that proves a request to be from a page of ours; empty without a session. */
export function csrfValue(): string {
  // The plain name, which is ours over http alone, may be a neighbouring host's over https.
  const own = HOST_CSRF.exec(document.cookie) ?? PLAIN_CSRF.exec(document.cookie)
  return own?.[1] ?? ''
}
const HOST_CSRF = /(?:^|; )__Host-csrf=([\w-]*)/
const PLAIN_CSRF = /(?:^|; )csrf=([\w-]*)/

/** Locks exist in secure contexts alone; elsewhere the server's grace for two at once is enough. */
async function takeTurn(): Promise<Refreshed> {
  const asked = Date.now()
  const turn = () => (refreshedSince(asked) ? 'fresh' : refresh())
  return 'locks' in navigator ? await navigator.locks.request(REFRESHED, turn) : await turn()
}

async function refresh(): Promise<Refreshed> {
  // Every session has one: nobody is signed in here, and the server need not be asked.
  if (csrfValue() === '') return 'ended'
  try {
    const response = await fetch('/api/auth/refresh', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'x-csrf-token': csrfValue() },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.ok) {
      accessGiven()
      leaveWord()
      return 'fresh'
    }
    const problem = problemSchema.safeParse(await response.json())
    const isOver = problem.success && ENDED.has(problem.data.code)
    return isOver ? 'ended' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
/** Without its cookie a page cannot prove anything, and without a session there is nothing to prove. */
const ENDED: ReadonlySet<string> = new Set(['unauthenticated', 'csrf_failed'])

function refreshedSince(moment: number): boolean {
  try {
    return Number(localStorage.getItem(REFRESHED)) > moment
  } catch {
    return false
  }
}

function leaveWord(): void {
  try {
    localStorage.setItem(REFRESHED, String(Date.now()))
  } catch {
    // Nobody to leave it to: this page has its token all the same.
  }
}
