import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import {
  passkeyAnswerSchema,
  passkeyOptionsSchema,
  passkeySignInSchema,
  secondFactorSchema,
  sessionSchema,
} from '../../protocol/rest.ts'
import { answerByPasskey, askToSignIn } from '../auth/passkey-sign-in.ts'
import { answerByCode } from '../auth/second-factor.ts'
import { visitOf } from '../auth/visit.ts'
import { siteOf } from '../auth/webauthn.ts'
import { granted } from '../errors.ts'
import { hand } from '../middleware/cookie.ts'
import { endFormer } from '../middleware/former-session.ts'
import { signInLimit } from '../middleware/sign-in-limit.ts'
import type { Served } from '../parts.ts'
import { BODY_PROBLEMS, json, jsonBody, problems } from './documented.ts'

/** What comes after a right password, or stands in its place. */
export const secondFactor = new OpenAPIHono<Served>()

const codeRoute = createRoute({
  method: 'post',
  path: '/second-factor',
  tags: ['auth'],
  summary: 'Go on signing in, by a code of an app or a recovery code',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(secondFactorSchema) },
  responses: {
    200: json(sessionSchema, 'The account. The tokens are in the cookies.'),
    ...problems(
      ...BODY_PROBLEMS,
      'foreign_origin',
      'wrong_code',
      'challenge_expired',
      'rate_limited',
    ),
  },
})

secondFactor.openapi(codeRoute, async c => {
  const signed = granted(await answerByCode(c.env, c.req.valid('json'), visitOf(c)))
  await endFormer(c, signed)
  return c.json(hand(c, signed), 200)
})

const passkeyOptionsRoute = createRoute({
  method: 'post',
  path: '/passkey/options',
  tags: ['auth'],
  summary: 'Ask what a browser needs to sign in with a passkey, after a password or without a name',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(passkeySignInSchema) },
  responses: {
    200: json(passkeyOptionsSchema, 'PublicKeyCredentialRequestOptionsJSON of WebAuthn.'),
    ...problems(...BODY_PROBLEMS, 'foreign_origin', 'challenge_expired', 'rate_limited'),
  },
})

secondFactor.openapi(passkeyOptionsRoute, async c => {
  const { token } = c.req.valid('json')
  return c.json(granted(await askToSignIn(c.env, token, siteOf(c.req.url))), 200)
})

const passkeyRoute = createRoute({
  method: 'post',
  path: '/passkey',
  tags: ['auth'],
  summary: 'Sign in with a passkey',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(passkeyAnswerSchema) },
  responses: {
    200: json(sessionSchema, 'The account. The tokens are in the cookies.'),
    ...problems(
      ...BODY_PROBLEMS,
      'foreign_origin',
      'passkey_refused',
      'challenge_expired',
      'rate_limited',
    ),
  },
})

secondFactor.openapi(passkeyRoute, async c => {
  const answer = c.req.valid('json')
  const signed = granted(await answerByPasskey(c.env, answer, siteOf(c.req.url), visitOf(c)))
  await endFormer(c, signed)
  return c.json(hand(c, signed), 200)
})
