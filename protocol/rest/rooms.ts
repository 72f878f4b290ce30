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
import { roomSettingsSchema } from '../room-settings.ts'
import { soughtSchema } from './sought.ts'

export const roomNameSchema = oneLine(ROOM_NAME_MAX_CHARS)

export const createRoomSchema = z
  .strictObject({
    name: roomNameSchema,
    topic: line(ROOM_TOPIC_MAX_CHARS).optional(),
    description: line(ROOM_DESCRIPTION_MAX_CHARS).optional(),
    visibility: visibilitySchema.default('public'),
  })
  .meta({ id: 'CreateRoom' })
export type CreateRoom = z.input<typeof createRoomSchema>

/** What to change of a room; what is not named stays. `archived` closes it to what is new. */
export const changeRoomSchema = z
  .strictObject({
    name: roomNameSchema,
    topic: line(ROOM_TOPIC_MAX_CHARS),
    description: line(ROOM_DESCRIPTION_MAX_CHARS),
    visibility: visibilitySchema,
    archived: z.boolean(),
    // Without its default, which would undo what was chosen before.
    settings: roomSettingsSchema.extend({ linkPreviews: z.boolean() }).partial().strict(),
  })
  .partial()
  .meta({ id: 'ChangeRoom' })
export type ChangeRoom = z.infer<typeof changeRoomSchema>

/** `name` when the room's own was taken meanwhile. */
export const restoreRoomSchema = z
  .strictObject({ name: roomNameSchema.optional() })
  .meta({ id: 'RestoreRoom' })

/** What one keeps of a room for oneself. `hidden` puts a conversation away until somebody speaks. */
export const preferencesSchema = z
  .object({ favourite: z.boolean(), muted: z.boolean(), hidden: z.boolean() })
  .meta({ id: 'RoomPreferences' })
export type Preferences = z.infer<typeof preferencesSchema>

export const changePreferencesSchema = z
  .strictObject(preferencesSchema.shape)
  .partial()
  .meta({ id: 'ChangeRoomPreferences' })
export type ChangePreferences = z.infer<typeof changePreferencesSchema>

/** Somebody in a conversation, who stands for its name. */
export const personSchema = z
  .object({ id: z.uuid(), username: z.string(), displayName: z.string() })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof personSchema>

/**
 * A room in a list: what it is, how many belong to it, the caller's own role, if any, and what they keep of
 * it. `people` are the others of a conversation, some of them where they are many.
 */
export const roomSummarySchema = roomSchema
  .extend({
    members: z.int().min(0),
    role: roleSchema.nullable(),
    lastActivityAt: z.int(),
    preferences: preferencesSchema,
    people: z.array(personSchema),
  })
  .meta({ id: 'RoomSummary' })
export type RoomSummary = z.infer<typeof roomSummarySchema>

/** An invitation by name that waits for the caller's answer. */
export const invitedSchema = z
  .object({ room: roomSummarySchema, by: personSchema, until: z.int() })
  .meta({ id: 'Invited' })
export type Invited = z.infer<typeof invitedSchema>

/**
 * `joined` are the caller's rooms and conversations; `open` the public rooms they could join, the first of
 * the directory; `invited` where they are asked in. Newest activity first.
 */
export const roomListSchema = z
  .object({
    joined: z.array(roomSummarySchema),
    open: z.array(roomSummarySchema),
    invited: z.array(invitedSchema),
  })
  .meta({ id: 'RoomList' })
export type RoomList = z.infer<typeof roomListSchema>

/** `q` is looked for in names, topics and descriptions. `after` is where the last page ended. */
export const directoryQuerySchema = z.strictObject({
  q: soughtSchema(ROOM_NAME_MAX_CHARS).default(''),
  after: z.string().max(200).optional(),
})
export type DirectoryQuery = z.infer<typeof directoryQuerySchema>

/** Public rooms, most members first. */
export const directorySchema = z
  .object({ rooms: z.array(roomSummarySchema), after: z.string().nullable() })
  .meta({ id: 'Directory' })
export type Directory = z.infer<typeof directorySchema>

/** A room as one of its members sees it. */
export const roomAnswerSchema = z
  .object({ room: roomSchema, me: memberSchema })
  .meta({ id: 'RoomAnswer' })
export type RoomAnswer = z.infer<typeof roomAnswerSchema>

/** A room as it is after a change. */
export const changedRoomSchema = z.object({ room: roomSchema }).meta({ id: 'ChangedRoom' })

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
