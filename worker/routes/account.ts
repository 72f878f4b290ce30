import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import {
  changePasswordSchema,
  confirmedSchema,
  confirmSchema,
  devicesEndedSchema,
} from '../../protocol/rest.ts'
import { changePassword } from '../auth/change-password.ts'
import { confirm } from '../auth/confirmation.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { signedIn } from '../middleware/session.ts'
import { signInLimit } from '../middleware/sign-in-limit.ts'
import type { Served } from '../parts.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, problems } from './documented.ts'

export const account = new OpenAPIHono<Served>()

const changePasswordRoute = createRoute({
  method: 'post',
  path: '/password',
  tags: ['account'],
  summary: 'Change my password, and sign out everywhere else',
  // Who has found a page open must not guess the password there, either.
  middleware: [signedIn, signInLimit] as const,
  request: { body: jsonBody(changePasswordSchema) },
  responses: {
    200: json(devicesEndedSchema, 'It is changed. How many other sessions have ended.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'wrong_password',
      'weak_password',
      'leaked_password',
      'rate_limited',
    ),
  },
})

account.openapi(changePasswordRoute, async c => {
  const wanted = c.req.valid('json')
  const ended = granted(await changePassword(c.env, c.var.identity, wanted, visitOf(c)))
  return c.json({ ended }, 200)
})

const confirmRoute = createRoute({
  method: 'post',
  path: '/confirm',
  tags: ['account'],
  summary: 'Show again who I am, before something that cannot be undone',
  middleware: [signedIn, signInLimit] as const,
  request: { body: jsonBody(confirmSchema) },
  responses: {
    200: json(confirmedSchema, 'Until when this session need not do so again.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'wrong_password', 'rate_limited'),
  },
})

account.openapi(confirmRoute, async c => {
  const { password } = c.req.valid('json')
  const until = granted(await confirm(c.env, c.var.identity, password, visitOf(c)))
  return c.json({ confirmedUntil: until }, 200)
})
