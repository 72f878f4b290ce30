import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { loginSchema, registerSchema, type Session, sessionSchema } from '../../protocol/rest.ts'
import { login } from '../auth/login.ts'
import { register } from '../auth/register.ts'
import { describe, endSession, type SignedIn } from '../auth/session.ts'
import { visitOf } from '../auth/visit.ts'
import { granted, Refusal } from '../errors.ts'
import { clearCookie, giveCookie } from '../middleware/cookie.ts'
import { claimsOf, signedIn } from '../middleware/session.ts'
import { signInLimit } from '../middleware/sign-in-limit.ts'
import type { Served } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { BODY_PROBLEMS, json, jsonBody, problems } from './documented.ts'

export const auth = new OpenAPIHono<Served>()

const registerRoute = createRoute({
  method: 'post',
  path: '/register',
  tags: ['auth'],
  summary: 'Make an account and sign in',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(registerSchema) },
  responses: {
    201: json(sessionSchema, 'The account. The token is in the cookie.'),
    ...problems(
      ...BODY_PROBLEMS,
      'foreign_origin',
      'username_taken',
      'email_taken',
      'rate_limited',
    ),
  },
})

auth.openapi(registerRoute, async c => {
  const signed = granted(await register(c.env, c.req.valid('json'), visitOf(c)))
  return c.json(hand(c, signed), 201)
})

const loginRoute = createRoute({
  method: 'post',
  path: '/login',
  tags: ['auth'],
  summary: 'Sign in by username or e-mail address',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(loginSchema) },
  responses: {
    200: json(sessionSchema, 'The account. The token is in the cookie.'),
    ...problems(...BODY_PROBLEMS, 'foreign_origin', 'bad_credentials', 'rate_limited'),
  },
})

auth.openapi(loginRoute, async c => {
  const signed = granted(await login(c.env, c.req.valid('json'), visitOf(c)))
  return c.json(hand(c, signed), 200)
})

const logoutRoute = createRoute({
  method: 'post',
  path: '/logout',
  tags: ['auth'],
  summary: 'End this session everywhere',
  responses: {
    204: { description: 'It has ended; the cookie is cleared. Saying it again is no harm.' },
    ...problems('foreign_origin', 'unauthenticated'),
  },
})

auth.openapi(logoutRoute, async c => {
  // A session that was ended half way, when a part was away, has to be ended again: the token is
  // asked who it is of, not whether its session still runs.
  const claims = await claimsOf(c.env, c)
  if (claims === undefined) throw new Refusal('unauthenticated')
  // Before anything can fail: whatever the server side does, this browser is done with it.
  clearCookie(c)
  await endSession(c.env, claims, visitOf(c))
  return c.body(null, 204)
})

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  tags: ['auth'],
  summary: 'Who is signed in',
  middleware: [signedIn] as const,
  responses: { 200: json(sessionSchema, 'The account.'), ...problems('unauthenticated') },
})

auth.openapi(meRoute, async c => {
  const { id, expiresAt } = c.var.identity
  const account = await findById(c.env.db, id)
  if (account === undefined) throw new Refusal('unauthenticated')
  return c.json(describe(account, expiresAt), 200)
})

function hand(c: Context<Served>, { token, session }: SignedIn): Session {
  giveCookie(c, token, Math.floor((session.expiresAt - c.env.now()) / 1_000))
  return session
}
