import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  accountEntrySchema,
  accountListQuerySchema,
  accountListSchema,
  changeRoleSchema,
} from '../../protocol/rest.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { admin } from '../middleware/admin.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { listAccounts } from '../store/account-list.ts'
import { changeRole } from '../store/roles.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, problems } from './documented.ts'

// For admins.
export const accounts = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['admin'],
  summary: 'Everybody who has an account',
  middleware: [signedIn, admin] as const,
  request: { query: accountListQuerySchema },
  responses: {
    200: json(accountListSchema, 'The oldest first, and where the next page begins.'),
    ...problems('unauthenticated', 'forbidden', 'validation_failed'),
  },
})

accounts.openapi(listRoute, async c =>
  c.json(await listAccounts(c.env.db, c.req.valid('query').after), 200),
)

const changeRoleRoute = createRoute({
  method: 'patch',
  path: '/{accountId}',
  tags: ['admin'],
  summary: 'Make somebody an admin, or a member',
  middleware: [signedIn, admin, confirmed] as const,
  request: { params: z.object({ accountId: z.uuid() }), body: jsonBody(changeRoleSchema) },
  responses: {
    200: json(accountEntrySchema, 'The account as it is now.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'forbidden',
      'confirmation_needed',
      'not_found',
      'sole_admin',
    ),
  },
})

accounts.openapi(changeRoleRoute, async c => {
  const { accountId } = c.req.valid('param')
  const { role } = c.req.valid('json')
  const entry = { action: 'account.role_changed', detail: { role } } as const
  const who = { actorId: c.var.identity.id, ip: visitOf(c).ip }
  return c.json(granted(await changeRole(c.env.db, accountId, role, { ...entry, ...who })), 200)
})
