import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type * as z from 'zod'
import { STATUS_MAX_DAYS } from '../../protocol/limits.ts'
import {
  accountSchema,
  changeEmailSchema,
  changeProfileSchema,
  type EmailPolicy,
} from '../../protocol/rest.ts'
import { changeEmail } from '../auth/change-email.ts'
import { changeProfile, forgetCopies, spreadName } from '../auth/change-profile.ts'
import { describeAccount } from '../auth/profile.ts'
import { visitOf } from '../auth/visit.ts'
import { granted, Refusal } from '../errors.ts'
import { changesLimit } from '../middleware/changes-limit.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { type SignedInRequest, signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { type AccountRow, findById } from '../store/accounts.ts'
import { within } from '../within.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  CONFIRMED_PROBLEMS,
  json,
  jsonBody,
  problems,
} from './documented.ts'

// What somebody is and says of themselves.
export const profile = new OpenAPIHono<Served>()

/** Milliseconds that a new name may take to reach the rooms before it is answered for. */
const SPREAD_WAIT_MS = 2_000

const lookRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['account'],
  summary: 'My account',
  middleware: [signedIn] as const,
  responses: { 200: json(accountSchema, 'The account.'), ...problems('unauthenticated') },
})

profile.openapi(lookRoute, async c => {
  const account = await findById(c.env.db, c.var.identity.id)
  if (account === undefined) throw new Refusal('unauthenticated')
  return c.json(describeAccount(account, c.env.now()), 200)
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/',
  tags: ['account'],
  summary: 'Change my name, what I say of myself, what I am up to, or who sees what I have read',
  middleware: [signedIn, changesLimit] as const,
  request: { body: jsonBody(changeProfileSchema) },
  responses: {
    200: json(accountSchema, 'The account as it is now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'rate_limited'),
  },
})

profile.openapi(changeRoute, async c => {
  const account = await changeOwn(c, c.req.valid('json'))
  return c.json(describeAccount(account, c.env.now()), 200)
})

/** Changes the profile of whoever asks, and tells a new name to whoever keeps one. @throws Refusal, Unavailable */
export async function changeOwn(
  c: Context<SignedInRequest>,
  wanted: z.output<typeof changeProfileSchema>,
): Promise<AccountRow> {
  refuseEnd(wanted.status?.until ?? null, c.env.now())
  const account = granted(await changeProfile(c.env, c.var.identity, wanted, visitOf(c)))
  if (wanted.displayName !== undefined) {
    const spreading = spreadName(c.env, account)
    c.executionCtx.waitUntil(spreading)
    await within(SPREAD_WAIT_MS, spreading)
  } else if (wanted.readReceipts !== undefined) {
    // The rooms hear of it from whoever comes next: with a copy from before it would be the old word.
    await forgetCopies(c.env, account)
  }
  return account
}

function refuseEnd(until: number | null, now: number): void {
  if (until === null || (until > now && until <= now + STATUS_MAX_DAYS * DAY_MS)) return
  const message = until > now ? `at most ${STATUS_MAX_DAYS} days ahead` : 'must be in the future'
  throw invalid('status.until', message)
}
const DAY_MS = 24 * 3_600_000

const emailRoute = createRoute({
  method: 'put',
  path: '/email',
  tags: ['account'],
  summary: 'Change my e-mail address, or have none',
  middleware: [signedIn, confirmed, changesLimit] as const,
  request: { body: jsonBody(changeEmailSchema) },
  responses: {
    200: json(accountSchema, 'The account as it is now.'),
    ...problems(...BODY_PROBLEMS, ...CONFIRMED_PROBLEMS, 'rate_limited'),
  },
})

profile.openapi(emailRoute, async c => {
  const { email } = c.req.valid('json')
  refuseEmail(email, c.env.env.EMAIL)
  const account = granted(await changeEmail(c.env, c.var.identity, email, visitOf(c)))
  return c.json(describeAccount(account, c.env.now()), 200)
})

function refuseEmail(email: string | null, policy: EmailPolicy): void {
  if (policy === 'off' && email !== null) throw invalid('email', 'accounts have none here')
  if (policy === 'required' && email === null) throw invalid('email', 'accounts have one here')
}

function invalid(field: string, message: string): Refusal {
  return new Refusal('validation_failed', { errors: [{ field, message }] })
}
