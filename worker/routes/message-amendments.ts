import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import {
  editMessageSchema,
  editsSchema,
  messageSchema,
  pinMessageSchema,
  reactorsQuerySchema,
  reactorsSchema,
  reactToMessageSchema,
} from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import { MESSAGE_PROBLEMS, messageAddress } from './room-documented.ts'

// What becomes of a message after it was said. Pages do the same over their sockets.
export const messageAmendments = new OpenAPIHono<Served>()

const editRoute = createRoute({
  method: 'patch',
  path: '/messages/{seq}',
  tags: ['messages'],
  summary: 'Change what a message says: my own, or anybody’s if I may',
  ...openTo('messages:write'),
  request: { params: messageAddress, body: jsonBody(editMessageSchema) },
  responses: {
    200: json(messageSchema, 'The message as it is now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...MESSAGE_PROBLEMS, 'edit_expired'),
  },
})

messageAmendments.openapi(editRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  const { id, ...change } = c.req.valid('json')
  const edit = { type: 'edit', cid: crypto.randomUUID(), target: { seq, id }, ...change } as const
  return c.json(await operate(c, roomId, 'amend', edit), 200)
})

const editsRoute = createRoute({
  method: 'get',
  path: '/messages/{seq}/edits',
  tags: ['messages'],
  summary: 'What a message said before it was changed',
  ...openTo('messages:read'),
  request: { params: messageAddress },
  responses: {
    200: json(editsSchema, 'Oldest first; the last is what it says now.'),
    ...problems('unauthenticated', ...MESSAGE_PROBLEMS),
  },
})

messageAmendments.openapi(editsRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  return c.json(await operate(c, roomId, 'edits', { seq }), 200)
})

const reactRoute = createRoute({
  method: 'put',
  path: '/messages/{seq}/reactions',
  tags: ['messages'],
  summary: 'Put an emoji to a message, or take it away',
  ...openTo('messages:write'),
  request: { params: messageAddress, body: jsonBody(reactToMessageSchema) },
  responses: {
    200: json(messageSchema, 'The message as it is now.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      ...MESSAGE_PROBLEMS,
      'emoji_invalid',
      'too_many_reactions',
    ),
  },
})

messageAmendments.openapi(reactRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  const { id, emoji, on } = c.req.valid('json')
  const cid = crypto.randomUUID()
  const react = { type: 'react', cid, target: { seq, id }, emoji, on } as const
  return c.json(await operate(c, roomId, 'amend', react), 200)
})

const reactorsRoute = createRoute({
  method: 'get',
  path: '/messages/{seq}/reactions',
  tags: ['messages'],
  summary: 'Who put an emoji to a message',
  ...openTo('messages:read'),
  request: { params: messageAddress, query: reactorsQuerySchema },
  responses: {
    200: json(reactorsSchema, 'Their ids, and the cursor of the next page.'),
    ...problems('validation_failed', 'unauthenticated', ...MESSAGE_PROBLEMS),
  },
})

messageAmendments.openapi(reactorsRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  return c.json(await operate(c, roomId, 'reactors', { seq, ...c.req.valid('query') }), 200)
})

const pinRoute = createRoute({
  method: 'put',
  path: '/messages/{seq}/pin',
  tags: ['messages'],
  summary: 'Keep a message in view, or no more',
  ...openTo('messages:write'),
  request: { params: messageAddress, body: jsonBody(pinMessageSchema) },
  responses: {
    200: json(messageSchema, 'The message as it is now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...MESSAGE_PROBLEMS, 'too_many_pins'),
  },
})

messageAmendments.openapi(pinRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  const { id, on } = c.req.valid('json')
  const pin = { type: 'pin', cid: crypto.randomUUID(), target: { seq, id }, on } as const
  return c.json(await operate(c, roomId, 'amend', pin), 200)
})
