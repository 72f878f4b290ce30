import * as z from 'zod'
import { defaultSettings, roleSchema, roomSettingsSchema } from './room-settings.ts'

export { type Role, roleSchema } from './room-settings.ts'

// The durable things that happen in a room, in one order. Every event carries:
// seq — its place in the room, from 1, without gaps;
// id  — a UUIDv7, the same everywhere the event is ever stored;
// at  — the room's clock when it was taken in, in milliseconds since 1970;
// by  — the id of the user who did it.

const seq = z.int().min(1)
const at = z.int().min(0)
const head = { seq, id: z.uuid(), at, by: z.uuid() }
/** Why, in the words of who did it. */
const reason = z.string().optional()

export const visibilitySchema = z.enum(['public', 'private'])
export type Visibility = z.infer<typeof visibilitySchema>

/** `direct`: between two people; `group`: between some. Both are nobody's, and have no name of their own. */
export const roomKindSchema = z.enum(['room', 'direct', 'group'])
export type RoomKind = z.infer<typeof roomKindSchema>

/**
 * A person as others in a room see them. `role` is null once they have left. Until `mutedUntil`
 * (milliseconds since 1970) they may read and not speak.
 */
export const memberSchema = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    role: roleSchema.nullable(),
    joinedAt: at,
    mutedUntil: at.optional(),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof memberSchema>

/**
 * What a room is. Nobody speaks in one that is archived; one that is deleted is there for nobody, until it is
 * brought back. Rooms from before there were these are neither.
 */
export const roomSchema = z
  .object({
    id: z.uuid(),
    kind: roomKindSchema.default('room'),
    name: z.string(),
    topic: z.string(),
    description: z.string(),
    visibility: visibilitySchema,
    createdBy: z.uuid(),
    createdAt: at,
    archivedAt: at.nullable().default(null),
    deletedAt: at.nullable().default(null),
    settings: roomSettingsSchema.default(defaultSettings),
  })
  .meta({ id: 'Room' })
export type Room = z.infer<typeof roomSchema>

/** A room that has just come to be. */
export function newRoom(card: Omit<Room, 'kind' | 'archivedAt' | 'deletedAt' | 'settings'>): Room {
  return { kind: 'room', ...card, archivedAt: null, deletedAt: null, settings: defaultSettings() }
}

export const roomCreatedSchema = z.object({
  ...head,
  type: z.literal('room.created'),
  room: roomSchema,
})
export type RoomCreated = z.infer<typeof roomCreatedSchema>

/** What of a room can change. */
export const roomFieldSchema = z.enum([
  'name',
  'topic',
  'description',
  'visibility',
  'settings',
  'archived',
  'deleted',
])
export type RoomField = z.infer<typeof roomFieldSchema>

/** The room as it is from here on, and what of it is new. */
export const roomChangedSchema = z.object({
  ...head,
  type: z.literal('room.changed'),
  room: roomSchema,
  changed: z.array(roomFieldSchema),
})
export type RoomChanged = z.infer<typeof roomChangedSchema>

/** Something was seen to that shows in the audit alone: links, word filters, reports. */
export const roomManagedSchema = z.object({
  ...head,
  type: z.literal('room.managed'),
  action: z.enum(['link.made', 'link.revoked', 'filters.changed', 'report.resolved']),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type RoomManaged = z.infer<typeof roomManagedSchema>

export const memberJoinedSchema = z.object({
  ...head,
  type: z.literal('member.joined'),
  member: memberSchema,
})
export type MemberJoined = z.infer<typeof memberJoinedSchema>

/** They may join until `until`, whatever the room's visibility. `member` has no role yet. */
export const memberInvitedSchema = z.object({
  ...head,
  type: z.literal('member.invited'),
  member: memberSchema,
  until: at,
})
export type MemberInvited = z.infer<typeof memberInvitedSchema>

/** The invitation is withdrawn, or, `by` themselves, declined. */
export const memberUninvitedSchema = z.object({
  ...head,
  type: z.literal('member.uninvited'),
  member: memberSchema,
})
export type MemberUninvited = z.infer<typeof memberUninvitedSchema>

/** Their role has changed from `was`, and `by` changed it; or, without `was`, their display name. */
export const memberChangedSchema = z.object({
  ...head,
  type: z.literal('member.changed'),
  member: memberSchema,
  was: roleSchema.optional(),
})
export type MemberChanged = z.infer<typeof memberChangedSchema>

/** They may not speak until `member.mutedUntil`; without one, they may again. */
export const memberMutedSchema = z.object({
  ...head,
  type: z.literal('member.muted'),
  member: memberSchema,
  reason,
})
export type MemberMuted = z.infer<typeof memberMutedSchema>

/** They left, or `by` removed them; who is `banned` cannot join again. */
export const memberLeftSchema = z.object({
  ...head,
  type: z.literal('member.left'),
  member: memberSchema,
  banned: z.boolean(),
  reason,
})
export type MemberLeft = z.infer<typeof memberLeftSchema>

/** Who was banned may join again. */
export const memberUnbannedSchema = z.object({
  ...head,
  type: z.literal('member.unbanned'),
  member: memberSchema,
})
export type MemberUnbanned = z.infer<typeof memberUnbannedSchema>

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

/** How a message is meant: `action` by `/me`. */
export const messageStyleSchema = z.enum(['action'])
export type MessageStyle = z.infer<typeof messageStyleSchema>

/** Whom a message calls beside those it names: everybody who is here, or everybody who belongs. */
export const audienceSchema = z.enum(['here', 'room'])
export type CalledAudience = z.infer<typeof audienceSchema>

/**
 * `cid` is the sender's own id for it: the acknowledgement is this event coming back. An empty `body`
 * is a message that was removed, or that is older than `expiresAt`. An `action` says what its author does, in
 * the third person. `replyTo` is the seq of the message that it answers, `thread` of the one whose thread it stands in;
 * `mentions` are the ids of members whom it names.
 */
export const messageSentSchema = z
  .object({
    ...head,
    type: z.literal('message.sent'),
    cid: z.string(),
    body: z.string(),
    style: messageStyleSchema.optional(),
    replyTo: seq.optional(),
    thread: seq.optional(),
    mentions: z.array(z.uuid()).optional(),
    audience: audienceSchema.optional(),
    expiresAt: at.optional(),
  })
  .meta({ id: 'MessageSent' })
export type MessageSent = z.infer<typeof messageSentSchema>

/**
 * Messages were removed: those with these seqs. Whoever reads them now finds their bodies empty. `expired` when
 * nobody did it: their time was over.
 */
export const messageDeletedSchema = z.object({
  ...head,
  type: z.literal('message.deleted'),
  targets: z.array(seq),
  reason,
  expired: z.literal(true).optional(),
})
export type MessageDeleted = z.infer<typeof messageDeletedSchema>

/** What a message says from here on, and `by` whom it is. */
const saidSchema = z.object({
  seq,
  by: z.uuid(),
  body: z.string(),
  mentions: z.array(z.uuid()).optional(),
})
export type Said = z.infer<typeof saidSchema>

/** Messages that had been removed are back: whose they are, and what they say. */
export const messageRestoredSchema = z.object({
  ...head,
  type: z.literal('message.restored'),
  messages: z.array(saidSchema),
})
export type MessageRestored = z.infer<typeof messageRestoredSchema>

/** A message says something else than before. Whoever did it, it stays its author's. */
export const messageEditedSchema = z.object({
  ...head,
  type: z.literal('message.edited'),
  cid: z.string(),
  messages: z.array(saidSchema),
})
export type MessageEdited = z.infer<typeof messageEditedSchema>

/** `by` put an emoji to the message `target`, or took it away. */
export const messageReactedSchema = z.object({
  ...head,
  type: z.literal('message.reacted'),
  cid: z.string(),
  target: seq,
  emoji: z.string(),
  on: z.boolean(),
})
export type MessageReacted = z.infer<typeof messageReactedSchema>

/** The message `target` is kept in view, or no more. */
export const messagePinnedSchema = z.object({
  ...head,
  type: z.literal('message.pinned'),
  cid: z.string(),
  target: seq,
  on: z.boolean(),
})
export type MessagePinned = z.infer<typeof messagePinnedSchema>

/** Events that tell anew what earlier messages say. */
export type Retelling = MessageRestored | MessageEdited

export function isRetelling(event: RoomEvent): event is Retelling {
  return event.type === 'message.restored' || event.type === 'message.edited'
}

/** An event of a kind this client does not know yet: it keeps its place in the order. */
export const unknownEventSchema = z.object({ ...head, type: z.literal('unknown') })

const knownEventSchema = z.discriminatedUnion('type', [
  roomCreatedSchema,
  roomChangedSchema,
  roomManagedSchema,
  memberJoinedSchema,
  memberInvitedSchema,
  memberUninvitedSchema,
  memberChangedSchema,
  memberMutedSchema,
  memberLeftSchema,
  memberUnbannedSchema,
  memberErasedSchema,
  messageSentSchema,
  messageDeletedSchema,
  messageRestoredSchema,
  messageEditedSchema,
  messageReactedSchema,
  messagePinnedSchema,
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
