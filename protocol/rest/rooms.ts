import * as z from 'zod'
import {
  memberSchema,
  messageSentSchema,
  roleSchema,
  roomSchema,
  visibilitySchema,
} from '../events.ts'
import {
  HISTORY_PAGE_DEFAULT,
  HISTORY_PAGE_MAX,
  ROOM_DESCRIPTION_MAX_CHARS,
  ROOM_NAME_MAX_CHARS,
  ROOM_TOPIC_MAX_CHARS,
} from '../limits.ts'
import { line, oneLine } from '../line.ts'

export const createRoomSchema = z
  .strictObject({
    name: oneLine(ROOM_NAME_MAX_CHARS),
    topic: line(ROOM_TOPIC_MAX_CHARS).optional(),
    description: line(ROOM_DESCRIPTION_MAX_CHARS).optional(),
    visibility: visibilitySchema.default('public'),
  })
  .meta({ id: 'CreateRoom' })
export type CreateRoom = z.input<typeof createRoomSchema>

/** A room in a list: what it is, how many belong to it, and the caller's own role, if any. */
export const roomSummarySchema = roomSchema
  .extend({ members: z.int().min(0), role: roleSchema.nullable(), lastActivityAt: z.int() })
  .meta({ id: 'RoomSummary' })
export type RoomSummary = z.infer<typeof roomSummarySchema>

/** `joined` are the caller's rooms; `open` the public ones they could join. Newest activity first. */
export const roomListSchema = z
  .object({ joined: z.array(roomSummarySchema), open: z.array(roomSummarySchema) })
  .meta({ id: 'RoomList' })
export type RoomList = z.infer<typeof roomListSchema>

/** A room as one of its members sees it. */
export const roomAnswerSchema = z
  .object({ room: roomSchema, me: memberSchema })
  .meta({ id: 'RoomAnswer' })
export type RoomAnswer = z.infer<typeof roomAnswerSchema>

/** What to make of a member. */
export const appointSchema = z.strictObject({ role: roleSchema })

/** `ban` also keeps them from joining again. */
export const removeQuerySchema = z.strictObject({
  ban: z.enum(['true', 'false']).default('false'),
})

/** `before` and `after` are seqs, exclusive; `beforeTs` is milliseconds since 1970. One of them. */
export const historyQuerySchema = z
  .strictObject({
    before: z.coerce.number().int().min(1).optional(),
    after: z.coerce.number().int().min(0).optional(),
    beforeTs: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(HISTORY_PAGE_MAX).default(HISTORY_PAGE_DEFAULT),
  })
  .refine(q => [q.before, q.after, q.beforeTs].filter(cursor => cursor !== undefined).length <= 1, {
    path: ['before'],
    message: 'one of before, after and beforeTs',
  })
export type HistoryQuery = z.infer<typeof historyQuerySchema>

/** Messages in seq order. `before` and `after` are the cursors of the neighbouring pages. */
export const historySchema = z
  .object({
    messages: z.array(messageSentSchema),
    before: z.int().nullable(),
    after: z.int().nullable(),
  })
  .meta({ id: 'History' })
export type History = z.infer<typeof historySchema>
