import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

const NAME = 'sid'

/** The token in the session cookie, if there is one. */
export function readCookie(c: Context): string | undefined {
  // On https only the name a subdomain or a plain connection cannot set counts.
  return isSecure(c) ? getCookie(c, NAME, 'host') : getCookie(c, NAME)
}

/** Hands the browser the token, for `seconds`. */
export function giveCookie(c: Context, token: string, seconds: number): void {
  const prefix = isSecure(c) ? ({ prefix: 'host', secure: true } as const) : {}
  setCookie(c, NAME, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: seconds,
    ...prefix,
  })
}

/** Tells the browser to forget the token. */
export function clearCookie(c: Context): void {
  giveCookie(c, '', 0)
}

function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === 'https:'
}
