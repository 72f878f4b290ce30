import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { ACCESS_TOKEN_MS } from '../../protocol/limits.ts'
import type { Session } from '../../protocol/rest.ts'
import type { SignedIn } from '../auth/session.ts'
import type { Served } from '../parts.ts'

// The cookies of a session. On https only names count that a subdomain or a plain connection cannot
// set: __Host- where the path is the whole site, __Secure- where it is less.

const ACCESS = 'sid'
const REFRESH = 'refresh'
const CSRF = 'csrf'
/** Where a refresh token is sent, and nowhere else. */
const REFRESH_PATH = '/api/auth'

/** What a browser is handed: the texts, and how many seconds each is of use. */
interface Handed {
  access: { text: string; seconds: number }
  refresh: { text: string; seconds: number }
  /** Read by our pages, and said again in a header. */
  csrf: { text: string; seconds: number }
}

/** The access token in the session cookie, if there is one. */
export function readAccess(c: Context): string | undefined {
  return isSecure(c) ? getCookie(c, ACCESS, 'host') : getCookie(c, ACCESS)
}

/** The refresh token, if the path is one it is sent to. */
export function readRefresh(c: Context): string | undefined {
  return isSecure(c) ? getCookie(c, REFRESH, 'secure') : getCookie(c, REFRESH)
}

/** Puts the tokens of a session into cookies. @returns what the body tells of it */
export function hand(c: Context<Served>, { access, refresh, csrf, session }: SignedIn): Session {
  const whole = Math.floor((session.expiresAt - c.env.now()) / 1_000)
  giveCookies(c, {
    access: { text: access, seconds: Math.min(whole, ACCESS_TOKEN_MS / 1_000) },
    refresh: { text: refresh, seconds: whole },
    csrf: { text: csrf, seconds: whole },
  })
  return session
}

function giveCookies(c: Context, { access, refresh, csrf }: Handed): void {
  const isHttps = isSecure(c)
  const host = isHttps ? ({ prefix: 'host', secure: true } as const) : {}
  const secure = isHttps ? ({ prefix: 'secure', secure: true } as const) : {}
  setCookie(c, ACCESS, access.text, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: access.seconds,
    ...host,
  })
  setCookie(c, REFRESH, refresh.text, {
    path: REFRESH_PATH,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: refresh.seconds,
    ...secure,
  })
  setCookie(c, CSRF, csrf.text, { path: '/', sameSite: 'Strict', maxAge: csrf.seconds, ...host })
}

/** Tells the browser to forget them all. */
export function clearCookies(c: Context): void {
  const nothing = { text: '', seconds: 0 }
  giveCookies(c, { access: nothing, refresh: nothing, csrf: nothing })
}

function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === 'https:'
}
