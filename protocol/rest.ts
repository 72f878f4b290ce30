import * as z from 'zod'
import { PROBLEMS, type ProblemCode } from './codes.ts'
import {
  memberSchema,
  messageSentSchema,
  roleSchema,
  roomSchema,
  visibilitySchema,
} from './events.ts'
import {
  EMAIL_MAX_CHARS,
  HISTORY_PAGE_DEFAULT,
  HISTORY_PAGE_MAX,
  PASSWORD_MAX_CHARS,
  PASSWORD_MIN_CHARS,
  ROOM_DESCRIPTION_MAX_CHARS,
  ROOM_NAME_MAX_CHARS,
  ROOM_TOPIC_MAX_CHARS,
} from './limits.ts'
import { line, oneLine } from './line.ts'
import { displayNameSchema, usernameSchema } from './names.ts'
import { isStorable } from './text.ts'

// The REST bodies, one schema each: the Worker validates with them, the OpenAPI document is made
// of them, the web client parses with them.

const password = z
  .string()
  .min(PASSWORD_MIN_CHARS)
  .max(PASSWORD_MAX_CHARS)
  .refine(isStorable, { message: 'no control characters' })

export const registerSchema = z
  .strictObject({
    username: usernameSchema,
    password,
    displayName: displayNameSchema.optional(),
    email: z.email().max(EMAIL_MAX_CHARS).optional(),
  })
  .meta({ id: 'Register' })
export type Register = z.input<typeof registerSchema>

export const loginSchema = z
  .strictObject({
    username: z
      .string()
      .max(EMAIL_MAX_CHARS)
      .refine(isStorable, { message: 'no control characters' }),
    password: z.string().max(PASSWORD_MAX_CHARS),
  })
  .meta({ id: 'Login' })
export type Login = z.input<typeof loginSchema>

/** `current` is not judged by today's rules: it may be older than they are. */
export const changePasswordSchema = z
  .strictObject({ current: z.string().max(PASSWORD_MAX_CHARS), next: password })
  .meta({ id: 'ChangePassword' })
export type ChangePassword = z.input<typeof changePasswordSchema>

export const accountSchema = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    createdAt: z.int(),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof accountSchema>

/** The answer of register, login and me. `expiresAt` is milliseconds since 1970. */
export const sessionSchema = z
  .object({ account: accountSchema, expiresAt: z.int() })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof sessionSchema>

/** A session of the caller's. Times are milliseconds since 1970; what is not known is empty. */
export const deviceSchema = z
  .object({
    id: z.uuid(),
    /** The one that asks. */
    isCurrent: z.boolean(),
    createdAt: z.int(),
    lastSeenAt: z.int(),
    userAgent: z.string(),
    ip: z.string(),
    place: z.string(),
  })
  .meta({ id: 'Device' })
export type Device = z.infer<typeof deviceSchema>

export const deviceListSchema = z
  .object({ devices: z.array(deviceSchema) })
  .meta({ id: 'DeviceList' })

export const devicesEndedSchema = z.object({ ended: z.int() }).meta({ id: 'DevicesEnded' })

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

/** RFC 9457. `code` is from a closed list, `errors` name the fields of a failed validation. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    requestId: z.string().optional(),
    retryAfter: z.number().optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>

/** What a planned restart reached. */
export const restartSchema = z
  .object({ rooms: z.int(), sockets: z.int(), unreached: z.int() })
  .meta({ id: 'Restart' })
export type Restart = z.infer<typeof restartSchema>

export const readySchema = z
  .object({ ready: z.boolean(), postgres: z.boolean(), redis: z.boolean() })
  .meta({ id: 'Ready' })
