import * as z from 'zod'
import { messageSentSchema, messageStyleSchema } from '../events.ts'
import { addressSchema, markSchema } from '../frames.ts'
import {
  EMOJI_MAX_UNITS,
  HISTORY_PAGE_DEFAULT,
  HISTORY_PAGE_MAX,
  MESSAGES_LOOKED_UP_MAX,
  READERS_PAGE,
  THREADS_PAGE,
} from '../limits.ts'

const seq = z.int().min(1)
const at = z.int().min(0)

/** One emoji at a message: how many put it there, the first of them, and whether the caller is one. */
export const reactionSchema = z
  .object({ emoji: z.string(), count: z.int().min(1), by: z.array(z.uuid()), mine: z.boolean() })
  .meta({ id: 'Reaction' })
export type Reaction = z.infer<typeof reactionSchema>

/** The thread under a message: how many answers, who gave them last, and where the last one is. */
export const threadSummarySchema = z
  .object({ replies: z.int().min(1), lastSeq: seq, lastAt: at, by: z.array(z.uuid()) })
  .meta({ id: 'ThreadSummary' })
export type ThreadSummary = z.infer<typeof threadSummarySchema>

/** A message as later events have left it. What is not there has not happened to it. */
export const messageSchema = messageSentSchema
  .extend({
    editedAt: at.optional(),
    reactions: z.array(reactionSchema).optional(),
    pinned: z.object({ by: z.uuid(), at }).optional(),
    replies: threadSummarySchema.optional(),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof messageSchema>

const number = (least: number) => z.coerce.number().int().min(least)

/**
 * `before` and `after` are seqs, exclusive; `around` is one in the middle of the page; `beforeTs` and `afterTs` are
 * milliseconds since 1970: what was said before, and what from then on. One of them. `thread` asks for what stands
 * in a thread, by the seq of its first message, instead of for what does not matter where it stands.
 */
export const historyQuerySchema = z
  .strictObject({
    before: number(1).optional(),
    after: number(0).optional(),
    around: number(1).optional(),
    beforeTs: number(0).optional(),
    afterTs: number(0).optional(),
    thread: number(1).optional(),
    limit: number(1).max(HISTORY_PAGE_MAX).default(HISTORY_PAGE_DEFAULT),
  })
  .refine(
    q =>
      [q.before, q.after, q.around, q.beforeTs, q.afterTs].filter(cursor => cursor !== undefined)
        .length <= 1,
    { path: ['before'], message: 'one of before, after, around, beforeTs and afterTs' },
  )
export type HistoryQuery = z.infer<typeof historyQuerySchema>

/**
 * Messages in seq order, as they are at `head`: what came later is not in them yet. `before` and `after` are the
 * cursors of the neighbouring pages.
 */
export const historySchema = z
  .object({
    messages: z.array(messageSchema),
    before: z.int().nullable(),
    after: z.int().nullable(),
    head: z.int().min(0),
  })
  .meta({ id: 'History' })
export type History = z.infer<typeof historySchema>

/** Some messages by their seqs, separated by commas. */
export const someMessagesQuerySchema = z.strictObject({
  seqs: z
    .string()
    .regex(/^\d{1,15}(,\d{1,15})*$/)
    .transform(text => [...new Set(text.split(',').map(Number))])
    .pipe(z.array(seq).max(MESSAGES_LOOKED_UP_MAX)),
})

/** Messages, as they are at `head`. */
export const someMessagesSchema = z
  .object({ messages: z.array(messageSchema), head: z.int().min(0) })
  .meta({ id: 'SomeMessages' })
export type SomeMessages = z.infer<typeof someMessagesSchema>

/** `was` is what it said when the change was written: it is taken only if it still does. */
export const editMessageSchema = z
  .strictObject({ id: z.uuid(), body: z.string(), was: z.string().optional() })
  .meta({ id: 'EditMessage' })

export const reactToMessageSchema = z
  .strictObject({
    id: z.uuid(),
    emoji: z.string().min(1).max(EMOJI_MAX_UNITS),
    on: z.boolean(),
  })
  .meta({ id: 'ReactToMessage' })

export const pinMessageSchema = z
  .strictObject({ id: z.uuid(), on: z.boolean() })
  .meta({ id: 'PinMessage' })

/** What a message said at a time: the first as it was sent, the last as it is. */
export const editsSchema = z
  .object({ versions: z.array(z.object({ body: z.string(), at, by: z.uuid() })) })
  .meta({ id: 'Edits' })
export type Edits = z.infer<typeof editsSchema>

export const reactorsQuerySchema = z.strictObject({
  emoji: z.string().min(1).max(EMOJI_MAX_UNITS),
  after: z.uuid().optional(),
})
export type ReactorsQuery = z.infer<typeof reactorsQuerySchema>

/** Who put an emoji to a message. `after` is the cursor of the next page. */
export const reactorsSchema = z
  .object({ people: z.array(z.uuid()), after: z.uuid().nullable() })
  .meta({ id: 'Reactors' })
export type Reactors = z.infer<typeof reactorsSchema>

export const READERS_LIMIT = READERS_PAGE
export const readersQuerySchema = z.strictObject({ after: z.uuid().optional() })

/** Who has read up to a message at least, and to how many it has come; of those who let it be seen. */
export const readersSchema = z
  .object({ readers: z.array(markSchema), after: z.uuid().nullable() })
  .meta({ id: 'Readers' })
export type Readers = z.infer<typeof readersSchema>

/**
 * A thread in the list of a room's: the message that began it, whether the caller follows it, and how many answers
 * of others came since they read it: the one rule by which it is unread.
 */
export const threadSchema = z
  .object({ root: messageSchema, follows: z.boolean(), unread: z.int().min(0) })
  .meta({ id: 'Thread' })
export type Thread = z.infer<typeof threadSchema>

/** `mine` are those that the caller follows. `before` is the seq of the newest answer where the last page ended. */
export const threadsQuerySchema = z.strictObject({
  mine: z.stringbool().default(false),
  before: number(1).optional(),
  limit: number(1).max(THREADS_PAGE).default(THREADS_PAGE),
})
export type ThreadsQuery = z.infer<typeof threadsQuerySchema>

/** Threads of a room, those with the newest answers first, as they are at `head`. */
export const threadsSchema = z
  .object({ threads: z.array(threadSchema), before: z.int().nullable(), head: z.int().min(0) })
  .meta({ id: 'Threads' })
export type Threads = z.infer<typeof threadsSchema>

export const followThreadSchema = z.strictObject({ on: z.boolean() }).meta({ id: 'FollowThread' })

/** A message for later: `at` is when it is to be said, in milliseconds since 1970. */
export const scheduleMessageSchema = z
  .strictObject({
    at,
    body: z.string(),
    style: messageStyleSchema.optional(),
    replyTo: addressSchema.optional(),
    thread: addressSchema.optional(),
  })
  .meta({ id: 'ScheduleMessage' })
export type ScheduleMessage = z.infer<typeof scheduleMessageSchema>

/** One that waits. With a `code` its time has come and it could not be said: the code says why. */
export const scheduledSchema = scheduleMessageSchema
  .extend({ id: z.uuid(), code: z.string().nullable() })
  .meta({ id: 'Scheduled' })
export type Scheduled = z.infer<typeof scheduledSchema>

export const scheduledListSchema = z
  .object({ scheduled: z.array(scheduledSchema) })
  .meta({ id: 'ScheduledList' })
