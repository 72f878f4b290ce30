import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import {
  loginAnswerSchema,
  loginSchema,
  registerSchema,
  sessionSchema,
} from '../../protocol/rest.ts'
import { login } from '../auth/login.ts'
import { describeAccount } from '../auth/profile.ts'
import { refresh } from '../auth/refresh.ts'
import { sessionNamedBy } from '../auth/refresh-token.ts'
import { register } from '../auth/register.ts'
import { endSession } from '../auth/session.ts'
import { visitOf } from '../auth/visit.ts'
import { granted, Refusal } from '../errors.ts'
import { clearCookies, hand, readRefresh } from '../middleware/cookie.ts'
import { requireEmail } from '../middleware/email.ts'
import { endFormer, sessionOf } from '../middleware/former-session.ts'
import { requireHuman } from '../middleware/human.ts'
import { refuseFor } from '../middleware/rate-limit.ts'
import { isByCookie, requireCsrf } from '../middleware/session.ts'
import { signInLimit } from '../middleware/sign-in-limit.ts'
import type { Served } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'

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
    201: json(sessionSchema, 'The account. The tokens are in the cookies.'),
    ...problems(
      ...BODY_PROBLEMS,
      'foreign_origin',
      'human_check_failed',
      'invitation_needed',
      'invitation_invalid',
      'username_taken',
      'weak_password',
      'leaked_password',
      'rate_limited',
    ),
  },
})

auth.openapi(registerRoute, async c => {
  const wanted = c.req.valid('json')
  requireEmail(c.env, wanted.email)
  await requireHuman(c, 'register', wanted.turnstile)
  const signed = granted(await register(c.env, wanted, visitOf(c)))
  await endFormer(c, signed)
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
    200: json(
      loginAnswerSchema,
      'The account, with the tokens in the cookies; or what else has to be shown, and no cookie.',
    ),
    ...problems(
      ...BODY_PROBLEMS,
      'foreign_origin',
      'human_check_failed',
      'bad_credentials',
      'rate_limited',
    ),
  },
})

auth.openapi(loginRoute, async c => {
  const given = c.req.valid('json')
  await requireHuman(c, 'login', given.turnstile)
  const signed = granted(await login(c.env, given, visitOf(c)))
  if ('secondFactor' in signed) return c.json(signed, 200)
  await endFormer(c, signed)
  return c.json(hand(c, signed), 200)
})

/**
 * Refreshes of one session in a minute. Counted of who has proved to have it: others behind the same
 * address could use up what everybody there needs to stay signed in.
 */
const REFRESHES = { most: 20, windowMs: 60_000 }

const refreshRoute = createRoute({
  method: 'post',
  path: '/refresh',
  tags: ['auth'],
  summary: 'Prolong the session: a new access token for the refresh token, and a new one of those',
  security: [{ refresh: [] }],
  responses: {
    200: json(sessionSchema, 'The account. The tokens are in the cookies.'),
    ...problems(...CHANGE_PROBLEMS, 'rate_limited'),
  },
})

auth.openapi(refreshRoute, async c => {
  const token = readRefresh(c)
  if (token === undefined) throw new Refusal('unauthenticated')
  const sessionId = sessionNamedBy(token)
  requireCsrf(c.env, c, sessionId)
  refuseFor(await c.env.tallies.take(`limit:refresh:session:${sessionId}`, REFRESHES))
  const signed = await refresh(c.env, token, visitOf(c))
  if (signed === undefined) throw new Refusal('unauthenticated')
  return c.json(hand(c, signed), 200)
})

const logoutRoute = createRoute({
  method: 'post',
  path: '/logout',
  tags: ['auth'],
  summary: 'End this session everywhere',
  responses: {
    204: { description: 'It has ended; the cookies are cleared. Saying it again is no harm.' },
    ...problems(...CHANGE_PROBLEMS),
  },
})

auth.openapi(logoutRoute, async c => {
  // A session that was ended half way, when a part was away, has to be ended again: the tokens are
  // asked who they are of, not whether their session still runs.
  const ending = await sessionOf(c)
  if (ending === undefined) throw new Refusal('unauthenticated')
  if (isByCookie(c)) requireCsrf(c.env, c, ending.sessionId)
  // Before anything can fail: whatever the server side does, this browser is done with it.
  clearCookies(c)
  await endSession(c.env, ending, visitOf(c))
  return c.body(null, 204)
})

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  tags: ['auth'],
  summary: 'Who is signed in',
  ...openTo('account:read'),
  responses: { 200: json(sessionSchema, 'The account.'), ...problems('unauthenticated') },
})

auth.openapi(meRoute, async c => {
  const { id, expiresAt } = c.var.identity
  const account = await findById(c.env.db, id)
  if (account === undefined) throw new Refusal('unauthenticated')
  return c.json({ account: describeAccount(account, c.env.now()), expiresAt }, 200)
})
