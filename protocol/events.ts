import * as z from 'zod'

// The durable things that happen in a room, in one order. Every event carries:
// seq — its place in the room, from 1, without gaps;
// id  — a UUIDv7, the same everywhere the event is ever stored;
// at  — the room's clock when it was taken in, in milliseconds since 1970;
// by  — the id of the user who did it.

const seq = z.int().min(1)
const at = z.int().min(0)
const head = { seq, id: z.uuid(), at, by: z.uuid() }

export const roleSchema = z.enum(['owner', 'admin', 'moderator', 'member'])
export type Role = z.infer<typeof roleSchema>

export const visibilitySchema = z.enum(['public', 'private'])
export type Visibility = z.infer<typeof visibilitySchema>

/** A person as others in a room see them. `role` is null once they have left. */
export const memberSchema = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    role: roleSchema.nullable(),
    joinedAt: at,
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof memberSchema>

export const roomSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    topic: z.string(),
    description: z.string(),
    visibility: visibilitySchema,
    createdBy: z.uuid(),
    createdAt: at,
  })
  .meta({ id: 'Room' })
export type Room = z.infer<typeof roomSchema>

export const roomCreatedSchema = z.object({
  ...head,
  type: z.literal('room.created'),
  room: roomSchema,
})
export type RoomCreated = z.infer<typeof roomCreatedSchema>

export const memberJoinedSchema = z.object({
  ...head,
  type: z.literal('member.joined'),
  member: memberSchema,
})
export type MemberJoined = z.infer<typeof memberJoinedSchema>

/** Their role has changed, and `by` changed it; or, `by` themselves, their display name. */
export const memberChangedSchema = z.object({
  ...head,
  type: z.literal('member.changed'),
  member: memberSchema,
})
export type MemberChanged = z.infer<typeof memberChangedSchema>

/** They left, or `by` removed them; who is `banned` cannot join again. */
export const memberLeftSchema = z.object({
  ...head,
  type: z.literal('member.left'),
  member: memberSchema,
  banned: z.boolean(),
})
export type MemberLeft = z.infer<typeof memberLeftSchema>

/**
 * They deleted their account: `member` has no names any more, here or in any earlier event, and when
 * `purged` the bodies of all their messages are empty.
 */
export const memberErasedSchema = z.object({
  ...head,
  type: z.literal('member.erased'),
  member: memberSchema,
  purged: z.boolean(),
})
export type MemberErased = z.infer<typeof memberErasedSchema>

/**
 * `cid` is the sender's own id for it: the acknowledgement is this event coming back. An empty `body`
 * is a message that was removed.
 */
export const messageSentSchema = z
  .object({
    ...head,
    type: z.literal('message.sent'),
    cid: z.string(),
    body: z.string(),
  })
  .meta({ id: 'Message' })
export type MessageSent = z.infer<typeof messageSentSchema>

/** An event of a kind this client does not know yet: it keeps its place in the order. */
export const unknownEventSchema = z.object({ ...head, type: z.literal('unknown') })

const knownEventSchema = z.discriminatedUnion('type', [
  roomCreatedSchema,
  memberJoinedSchema,
  memberChangedSchema,
  memberLeftSchema,
  memberErasedSchema,
  messageSentSchema,
  unknownEventSchema,
])

const KNOWN: ReadonlySet<unknown> = new Set(
  knownEventSchema.options.map(option => option.shape.type.value),
)

/** Any event. A type from a newer room reads as `unknown`, so that older clients go on. */
export const eventSchema = z.preprocess(
  event =>
    typeof event === 'object' && event !== null && 'type' in event && !KNOWN.has(event.type)
      ? { ...event, type: 'unknown' }
      : event,
  knownEventSchema,
)
export type RoomEvent = z.infer<typeof knownEventSchema>
