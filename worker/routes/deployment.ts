import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { deploymentSchema, type Registration } from '../../protocol/rest.ts'
import { isSettled } from '../auth/settled.ts'
import type { Served } from '../parts.ts'
import { json, problems } from './documented.ts'

export const deployment = new OpenAPIHono<Served>()

const deploymentRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['health'],
  summary: 'What the forms of this deployment ask for',
  security: [],
  responses: { 200: json(deploymentSchema, 'Its rules.'), ...problems() },
})

deployment.openapi(deploymentRoute, async c => {
  const { REGISTRATION, EMAIL, TURNSTILE_SITE_KEY, DELETED_MESSAGES } = c.env.env
  const registration: Registration = (await isSettled(c.env)) ? REGISTRATION : 'first'
  const rules = { registration, email: EMAIL, deletedMessages: DELETED_MESSAGES }
  return c.json({ ...rules, turnstileSiteKey: TURNSTILE_SITE_KEY ?? null }, 200)
})
