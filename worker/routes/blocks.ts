import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { blockListSchema, blockSchema } from '../../protocol/rest.ts'
import { visitOf } from '../auth/visit.ts'
import { granted, Refusal } from '../errors.ts'
import { InboxDoor } from '../inbox/inbox-door.ts'
import { changesLimit } from '../middleware/changes-limit.ts'
import { signedIn } from '../middleware/session.ts'
import type { Parts, Served } from '../parts.ts'
import { block, blockedBy, unblock } from '../store/blocks.ts'
import { findPeople } from '../store/people.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, problems } from './documented.ts'

export const blocks = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['people'],
  summary: 'Whom I have blocked',
  middleware: [signedIn] as const,
  responses: { 200: json(blockListSchema, 'The last first.'), ...problems('unauthenticated') },
})

blocks.openapi(listRoute, async c =>
  c.json({ blocked: await blockedBy(c.env.db, c.var.identity.id) }, 200),
)

const blockRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['people'],
  summary: 'Block somebody',
  middleware: [signedIn, changesLimit] as const,
  request: { body: jsonBody(blockSchema) },
  responses: {
    204: {
      description:
        'No new conversation begins between us, and neither sees whether the other is there. Saying it again is no harm.',
    },
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'no_such_account',
      'self_target',
      'too_many',
      'rate_limited',
    ),
  },
})

blocks.openapi(blockRoute, async c => {
  const { db } = c.env
  const me = c.var.identity.id
  const [person] = await findPeople(db, [c.req.valid('json').username])
  if (person === undefined) throw new Refusal('no_such_account')
  if (person.id === me) throw new Refusal('self_target')
  const entry = { action: 'account.blocked', actorId: me, ip: visitOf(c).ip } as const
  granted(await block(db, me, person.id, entry))
  await part(c.env, me, person.id)
  return c.body(null, 204)
})

/** Neither is told any more how the other is there. @throws Unavailable; saying it again is no harm */
async function part({ env }: Parts, one: string, other: string): Promise<void> {
  const parted = await Promise.allSettled([
    new InboxDoor(env.INBOXES, one).part(other),
    new InboxDoor(env.INBOXES, other).part(one),
  ])
  for (const half of parted) if (half.status === 'rejected') throw half.reason
}

const unblockRoute = createRoute({
  method: 'delete',
  path: '/{userId}',
  tags: ['people'],
  summary: 'Block somebody no more',
  middleware: [signedIn, changesLimit] as const,
  request: { params: z.object({ userId: z.uuid() }) },
  responses: {
    204: { description: 'They are not blocked, whether or not they were.' },
    ...problems(...CHANGE_PROBLEMS, 'rate_limited', 'not_found'),
  },
})

blocks.openapi(unblockRoute, async c => {
  const { userId } = c.req.valid('param')
  const me = c.var.identity.id
  const entry = { action: 'account.unblocked', actorId: me, ip: visitOf(c).ip } as const
  await unblock(c.env.db, me, userId, entry)
  return c.body(null, 204)
})
