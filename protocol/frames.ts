import * as z from 'zod'
import { eventSchema, memberSchema, messageStyleSchema, roomSchema } from './events.ts'
import { CID_MAX_CHARS, EMOJI_MAX_UNITS } from './limits.ts'

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

/**
 * A message of the room, by its place and by its id: a place alone could be another message's, after a room
 * began anew from a backup.
 */
export const addressSchema = z.strictObject({ seq: z.int().min(1), id: z.uuid() })
export type Address = z.infer<typeof addressSchema>

/**
 * A message. The body's own rules (length, characters) have codes of their own. It may answer another one,
 * and stand in a thread: under the message that began it.
 */
export const sendSchema = z.strictObject({
  type: z.literal('send'),
  cid,
  body: z.string(),
  style: messageStyleSchema.optional(),
  replyTo: addressSchema.optional(),
  thread: addressSchema.optional(),
})
export type Send = z.infer<typeof sendSchema>

/** A message is to say something else. `was` is what it said when that was written: it is taken only if it still does. */
export const editSchema = z.strictObject({
  type: z.literal('edit'),
  cid,
  target: addressSchema,
  body: z.string(),
  was: z.string().optional(),
})
export type Edit = z.infer<typeof editSchema>

/** One emoji of one's own at a message: there, or not. */
export const reactSchema = z.strictObject({
  type: z.literal('react'),
  cid,
  target: addressSchema,
  emoji: z.string().min(1).max(EMOJI_MAX_UNITS),
  on: z.boolean(),
})
export type React = z.infer<typeof reactSchema>

/** A message is to be kept in view, or no more. */
export const pinSchema = z.strictObject({
  type: z.literal('pin'),
  cid,
  target: addressSchema,
  on: z.boolean(),
})
export type Pin = z.infer<typeof pinSchema>

/** One is writing, in the room or in a thread: said again every TYPING_REPEAT_MS. Nobody is told for certain. */
export const typingSchema = z.strictObject({
  type: z.literal('typing'),
  on: z.boolean(),
  thread: z.int().min(1).optional(),
})
export type Typing = z.infer<typeof typingSchema>

/** One has read everything up to `seq`, of the room or of a thread. It never falls. */
export const readSchema = z.strictObject({
  type: z.literal('read'),
  seq,
  thread: z.int().min(1).optional(),
})
export type Read = z.infer<typeof readSchema>

/** One has turned away from this device, or is back at it. */
export const presenceSchema = z.strictObject({ type: z.literal('presence'), away: z.boolean() })
export type PresenceFrame = z.infer<typeof presenceSchema>

/**
 * Everything up to `seq` has been read off the socket: the answer to `confirm`, and now and then unasked, for
 * those who want to know whether it has arrived.
 */
export const deliveredSchema = z.strictObject({ type: z.literal('delivered'), seq })
export type Delivered = z.infer<typeof deliveredSchema>

export const clientFrameSchemas = {
  hello: helloSchema,
  page: pageSchema,
  send: sendSchema,
  delivered: deliveredSchema,
  edit: editSchema,
  react: reactSchema,
  pin: pinSchema,
  typing: typingSchema,
  read: readSchema,
  presence: presenceSchema,
} as const
export type ClientFrame =
  | Hello
  | Page
  | Send
  | Delivered
  | Edit
  | React
  | Pin
  | Typing
  | Read
  | PresenceFrame
export type ClientFrameType = ClientFrame['type']

/** How far somebody has read a room, and how far it has arrived at one of their devices: seqs. */
export const markSchema = z.object({ id: z.uuid(), read: seq, delivered: seq }).meta({ id: 'Mark' })
export type Mark = z.infer<typeof markSchema>

/**
 * The answer to hello. `events` are `lastSeq+1…` for a resume, the newest ones otherwise; `more`
 * says that another page has to be asked for before live events flow. From version 3 on `members` are
 * the caller, whoever speaks in these events, and of the others those of highest standing and here, as
 * many as fit (all of a small room); `presence` names as many of those who are here, and there are
 * `memberCount` and `hereCount` of them; of those named some are `away` from their devices. `mark` is the caller's
 * own, and `receipts` are the others', in rooms of up to RECEIPTS_MEMBERS. Before, `members` are all, and left
 * out on a resume.
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
  away: z.array(z.uuid()).optional(),
  mark: markSchema.optional(),
  receipts: z.array(markSchema).optional(),
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

/**
 * The operation `cid` was recorded before, as this event: a repeated send, answered again. Without an event,
 * what was asked for is so already.
 */
export const ackSchema = z.object({
  type: z.literal('ack'),
  cid: z.string(),
  event: eventSchema.optional(),
})
export type Ack = z.infer<typeof ackSchema>

/** Who is writing, and in which thread, if in one. */
export const writerSchema = z.object({ id: z.uuid(), thread: z.int().optional() })
export type Writer = z.infer<typeof writerSchema>

/**
 * What is true now and not kept. `presence`: who came and who went since the last such frame, who of those here
 * turned `away` and who is `back`, and how many are here. While those are more than WELCOME_HERE, their number
 * alone; when they are no longer, `here` is `whole`: nobody else is. `typing`: everybody who writes now, at most
 * TYPING_SHOWN; who is not named again for TYPING_EXPIRES_MS has stopped. `receipts`: marks that have moved, in
 * rooms of up to RECEIPTS_MEMBERS.
 */
export const liveSchema = z.object({
  type: z.literal('live'),
  presence: z
    .object({
      here: z.array(z.uuid()),
      gone: z.array(z.uuid()),
      away: z.array(z.uuid()).optional(),
      back: z.array(z.uuid()).optional(),
      count: z.int().optional(),
      whole: z.literal(true).optional(),
    })
    .optional(),
  typing: z.array(writerSchema).optional(),
  receipts: z.array(markSchema).optional(),
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
