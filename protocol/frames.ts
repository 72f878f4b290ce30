import * as z from 'zod'
import { eventSchema, memberSchema, messageStyleSchema, roomSchema } from './events.ts'
import { CID_MAX_CHARS } from './limits.ts'

// The wire: JSON text frames, told apart by `type`. docs/protocol.md is the same contract in prose.

const seq = z.int().min(0)
const cid = z
  .string()
  .min(1)
  .max(CID_MAX_CHARS)
  .regex(/^[A-Za-z0-9_-]+$/)

/** First on every socket. `epoch` and `lastSeq` come together: what the client already holds. */
export const helloSchema = z
  .strictObject({
    type: z.literal('hello'),
    v: z.int(),
    epoch: z.string().max(64).optional(),
    lastSeq: seq.optional(),
  })
  .refine(hello => (hello.epoch === undefined) === (hello.lastSeq === undefined), {
    path: ['lastSeq'],
    message: 'epoch and lastSeq come together',
  })
export type Hello = z.infer<typeof helloSchema>

/** Asks for the page of events after `after`, when a welcome or a page said `more`. */
export const pageSchema = z.strictObject({ type: z.literal('page'), after: seq })
export type Page = z.infer<typeof pageSchema>

/** A message. The body's own rules (length, characters) have codes of their own. */
export const sendSchema = z.strictObject({
  type: z.literal('send'),
  cid,
  body: z.string(),
  style: messageStyleSchema.optional(),
})
export type Send = z.infer<typeof sendSchema>

/** Everything up to `seq` has been read off the socket: the answer to `confirm`. */
export const deliveredSchema = z.strictObject({ type: z.literal('delivered'), seq })
export type Delivered = z.infer<typeof deliveredSchema>

export const clientFrameSchemas = {
  hello: helloSchema,
  page: pageSchema,
  send: sendSchema,
  delivered: deliveredSchema,
} as const
export type ClientFrame = Hello | Page | Send | Delivered
export type ClientFrameType = ClientFrame['type']

/**
 * The answer to hello. `events` are `lastSeq+1…` for a resume, the newest ones otherwise; `more`
 * says that another page has to be asked for before live events flow. From version 3 on `members` are
 * the caller, whoever speaks in these events, and of the others those of highest standing and here, as
 * many as fit (all of a small room); `presence` names as many of those who are here, and there are
 * `memberCount` and `hereCount` of them. Before, `members` are all, and left out on a resume.
 */
export const welcomeSchema = z.object({
  type: z.literal('welcome'),
  v: z.int(),
  epoch: z.string(),
  head: seq,
  me: z.uuid(),
  room: roomSchema,
  members: z.array(memberSchema).optional(),
  memberCount: z.int().optional(),
  presence: z.array(z.uuid()),
  hereCount: z.int().optional(),
  events: z.array(eventSchema),
  more: z.boolean(),
})
export type Welcome = z.infer<typeof welcomeSchema>

/**
 * Durable events in seq order, live or as the page that was asked for (then `more` is there).
 * `confirm` asks for a `delivered`: a socket that never answers is cut off as too slow.
 */
export const eventsSchema = z.object({
  type: z.literal('events'),
  events: z.array(eventSchema),
  more: z.boolean().optional(),
  confirm: z.literal(true).optional(),
})
export type Events = z.infer<typeof eventsSchema>

/** The operation `cid` was recorded before, as this event: a repeated send, answered again. */
export const ackSchema = z.object({
  type: z.literal('ack'),
  cid: z.string(),
  event: eventSchema,
})
export type Ack = z.infer<typeof ackSchema>

/**
 * What is true now and not kept: who came and who went since the last such frame, and how many are here.
 * While those are more than WELCOME_HERE, their number alone; when they are no longer, `here` is `whole`:
 * nobody else is.
 */
export const liveSchema = z.object({
  type: z.literal('live'),
  presence: z
    .object({
      here: z.array(z.uuid()),
      gone: z.array(z.uuid()),
      count: z.int().optional(),
      whole: z.literal(true).optional(),
    })
    .optional(),
})
export type Live = z.infer<typeof liveSchema>

/** `cid` names the operation refused, `field` the field at fault, `retryAfter` is milliseconds. */
export const errorSchema = z.object({
  type: z.literal('error'),
  code: z.string(),
  message: z.string(),
  cid: z.string().optional(),
  field: z.string().optional(),
  retryAfter: z.number().optional(),
})
export type ErrorFrame = z.infer<typeof errorSchema>

/** What the client holds is not this room's history: forget it; a fresh welcome follows. */
export const resetSchema = z.object({ type: z.literal('reset'), epoch: z.string(), head: seq })
export type Reset = z.infer<typeof resetSchema>

export const roomFrameSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  eventsSchema,
  ackSchema,
  liveSchema,
  errorSchema,
  resetSchema,
])
export type RoomFrame = z.infer<typeof roomFrameSchema>
