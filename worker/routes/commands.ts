import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { commandAnswerSchema, runCommandSchema } from '../../protocol/rest.ts'
import { COMMAND_NAMES } from '../../protocol/slash/commands.ts'
import { countUse, runCommand } from '../commands/run.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedIn, signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  json,
  jsonBody,
  problems,
  securityWith,
} from './documented.ts'
import { roomAddress, TARGET_PROBLEMS } from './room-documented.ts'

// What people type instead of a message.
export const roomCommands = new OpenAPIHono<Served>()
export const commands = new OpenAPIHono<Served>()

/** Commands of one account in a minute; each is a request like any other to whom it asks. */
const RUN = { most: 60, windowMs: 60_000 }
/** Commands that took no server, the same. */
const REPORTED = { most: 60, windowMs: 60_000 }

const runRoute = createRoute({
  method: 'post',
  path: '/commands',
  tags: ['commands'],
  summary: 'Do what a line says, as it is typed in a room',
  security: securityWith('rooms:write'),
  middleware: [signedInWith('rooms:write'), limited('commands', RUN)] as const,
  request: { params: roomAddress, body: jsonBody(runCommandSchema) },
  responses: {
    200: json(commandAnswerSchema, 'What came of it.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'unknown_command',
      'bad_command',
      ...TARGET_PROBLEMS,
      'no_such_account',
      'already_a_member',
      'banned',
      'blocked',
      'room_archived',
      'room_full',
      'room_name_taken',
      'too_many',
    ),
  },
})

roomCommands.openapi(runRoute, async c => {
  const { roomId } = c.req.valid('param')
  return c.json(await runCommand({ c, roomId }, c.req.valid('json').text), 200)
})

const usedRoute = createRoute({
  method: 'post',
  path: '/{name}/used',
  tags: ['commands'],
  summary: 'Count a command that took no server',
  middleware: [signedIn, limited('command-uses', REPORTED)] as const,
  request: { params: z.object({ name: z.enum(COMMAND_NAMES) }) },
  responses: {
    204: { description: 'It counts.' },
    ...problems(...CHANGE_PROBLEMS, 'not_found', 'rate_limited'),
  },
})

commands.openapi(usedRoute, c => {
  c.executionCtx.waitUntil(countUse(c.env, c.req.valid('param').name))
  return c.body(null, 204)
})
