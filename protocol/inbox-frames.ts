import * as z from 'zod'
import { errorSchema, presenceSchema } from './frames.ts'
import { WATCHED_MAX } from './limits.ts'

// What is said over /api/inbox/socket: what crosses rooms for one person. Frames are objects with a `type`, as
// those of rooms, and the same text `ping` is answered with `pong`.

/** The first frame, with the version of what follows, and whether the person has turned away from this device. */
export const inboxHelloSchema = z.strictObject({
  type: z.literal('hello'),
  v: z.int().min(1),
  away: z.boolean().optional(),
})
export type InboxHello = z.infer<typeof inboxHelloSchema>

/** Whom this device wants to know of from here on; whom it named before and does not now, no more. */
export const watchSchema = z.strictObject({
  type: z.literal('watch'),
  ids: z.array(z.uuid().toLowerCase()).max(WATCHED_MAX),
})
export type Watch = z.infer<typeof watchSchema>

export const inboxClientFrameSchemas = {
  hello: inboxHelloSchema,
  watch: watchSchema,
  presence: presenceSchema,
} as const
export type InboxClientFrame = z.infer<
  (typeof inboxClientFrameSchemas)[keyof typeof inboxClientFrameSchemas]
>

/**
 * How somebody is there, on any of their devices: at one of them, away from all, or at none. `lastSeenAt` is when
 * they last were, in milliseconds since 1970, if they are not and it is known.
 */
export const standingSchema = z
  .object({
    id: z.uuid(),
    presence: z.enum(['here', 'away', 'offline']),
    lastSeenAt: z.int().optional(),
  })
  .meta({ id: 'Standing' })
export type Standing = z.infer<typeof standingSchema>
export type Presence = Standing['presence']

/** The answer to hello. */
export const inboxWelcomeSchema = z.object({
  type: z.literal('welcome'),
  v: z.int(),
  me: z.uuid(),
})
export type InboxWelcome = z.infer<typeof inboxWelcomeSchema>

/**
 * How people are there who are watched: all of them in answer to a `watch`, then those with whom it has become
 * different, at most once a second. Whom one may not watch is offline, and so is nobody.
 */
export const inboxLiveSchema = z.object({
  type: z.literal('live'),
  people: z.array(standingSchema),
})
export type InboxLive = z.infer<typeof inboxLiveSchema>

export const inboxFrameSchema = z.discriminatedUnion('type', [
  inboxWelcomeSchema,
  inboxLiveSchema,
  errorSchema,
])
export type InboxFrame = z.infer<typeof inboxFrameSchema>
