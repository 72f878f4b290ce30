import * as z from 'zod'
import { memberSchema, roleSchema } from '../events.ts'
import {
  DISPLAY_NAME_MAX_CHARS,
  FILTER_MAX_CHARS,
  FILTERS_MAX,
  LINK_MAX_DAYS,
  LINK_USES_MAX,
  MEMBERS_LOOKED_UP_MAX,
  MEMBERS_PAGE_MAX,
  MUTE_MAX_MINUTES,
  PURGE_MAX_HOURS,
  REASON_MAX_CHARS,
} from '../limits.ts'
import { line, oneLine } from '../line.ts'
import { usernameSchema } from '../names.ts'
import { personSchema } from './rooms.ts'

// Who belongs to a room, who may come in, and who has to be quiet or go. Times are milliseconds since 1970.

export const reasonSchema = line(REASON_MAX_CHARS)

/** `q` begins a name; `after` is where the last page ended. Or `ids`, with commas between, and nothing else. */
export const membersQuerySchema = z.strictObject({
  q: z.string().max(DISPLAY_NAME_MAX_CHARS).default(''),
  role: roleSchema.optional(),
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(MEMBERS_PAGE_MAX).default(MEMBERS_PAGE_MAX),
  ids: z
    .string()
    .transform(ids => ids.split(','))
    .pipe(z.array(z.uuid()).min(1).max(MEMBERS_LOOKED_UP_MAX))
    .optional(),
})
export type MembersQuery = z.infer<typeof membersQuerySchema>

/**
 * Members by standing, then by name, and whether they are here. Asked for by ids, also those who have left.
 * `total` is how many belong to the room, `here` how many of them are in it now. Of those, some have turned `away` from
 * their devices; of the others, `lastSeenAt` says when they were last here, if the room knows.
 */
export const membersPageSchema = z
  .object({
    members: z.array(
      memberSchema.extend({
        here: z.boolean(),
        away: z.boolean().optional(),
        lastSeenAt: z.int().optional(),
      }),
    ),
    after: z.string().nullable(),
    total: z.int(),
    here: z.int(),
  })
  .meta({ id: 'MembersPage' })
export type MembersPage = z.infer<typeof membersPageSchema>

/** What to make of a member. */
export const appointSchema = z.strictObject({ role: roleSchema }).meta({ id: 'Appoint' })

/** Whom to make owner in one's own place. */
export const transferSchema = z.strictObject({ userId: z.uuid() }).meta({ id: 'Transfer' })

/** `ban` also keeps them from joining again; `purgeHours` removes what they said in these last hours. */
export const removeQuerySchema = z.strictObject({
  ban: z.enum(['true', 'false']).default('false'),
  purgeHours: z.coerce.number().int().min(0).max(PURGE_MAX_HOURS).default(0),
  reason: reasonSchema.optional(),
})

export const muteSchema = z
  .strictObject({
    minutes: z.int().min(1).max(MUTE_MAX_MINUTES),
    reason: reasonSchema.optional(),
  })
  .meta({ id: 'Mute' })

export const bannedSchema = z
  .object({
    person: personSchema,
    by: z.uuid().nullable(),
    at: z.int(),
    reason: z.string(),
  })
  .meta({ id: 'Banned' })
export type Banned = z.infer<typeof bannedSchema>

export const bannedListSchema = z
  .object({ banned: z.array(bannedSchema) })
  .meta({ id: 'BannedList' })

export const inviteSchema = z.strictObject({ username: usernameSchema }).meta({ id: 'Invite' })

/** Somebody who was asked in by name and has not answered. */
export const pendingInvitationSchema = z
  .object({ person: personSchema, by: z.uuid(), at: z.int(), until: z.int() })
  .meta({ id: 'PendingInvitation' })
export type PendingInvitation = z.infer<typeof pendingInvitationSchema>

export const pendingInvitationsSchema = z
  .object({ invitations: z.array(pendingInvitationSchema) })
  .meta({ id: 'PendingInvitations' })

/** A link into the room: for so many people, until it is too old. `uses` null for any number. */
export const createLinkSchema = z
  .strictObject({
    uses: z.int().min(1).max(LINK_USES_MAX).nullable().default(null),
    days: z.int().min(1).max(LINK_MAX_DAYS).default(7),
  })
  .meta({ id: 'CreateLink' })
export type CreateLink = z.input<typeof createLinkSchema>

export const linkSchema = z
  .object({
    id: z.uuid(),
    by: z.uuid(),
    uses: z.int().nullable(),
    used: z.int(),
    createdAt: z.int(),
    expiresAt: z.int(),
  })
  .meta({ id: 'Link' })
export type Link = z.infer<typeof linkSchema>

/** Those that still let somebody in, the newest first: one's own, or all for who may see them. */
export const linkListSchema = z.object({ links: z.array(linkSchema) }).meta({ id: 'LinkList' })

/** `secret` goes into the link, and is told this once. */
export const linkCreatedSchema = z
  .object({ link: linkSchema, secret: z.string() })
  .meta({ id: 'LinkCreated' })
export type LinkCreated = z.infer<typeof linkCreatedSchema>

const secretSchema = z.string().min(1).max(100)

/** What a link leads to, asked before going there. */
export const lookAtLinkSchema = z.strictObject({ secret: secretSchema }).meta({ id: 'LookAtLink' })

export const linkSeenSchema = z
  .object({
    room: z.object({ id: z.uuid(), name: z.string(), topic: z.string(), members: z.int() }),
    isMember: z.boolean(),
  })
  .meta({ id: 'LinkSeen' })
export type LinkSeen = z.infer<typeof linkSeenSchema>

/** `secret` is what the link holds by which one comes; public rooms and whoever was invited need none. */
export const joinSchema = z.strictObject({ secret: secretSchema.optional() }).meta({ id: 'Join' })

/**
 * Words that no message may hold, whatever their case. A `*` at its end or beginning stands for the rest of
 * a word.
 */
export const filtersSchema = z
  .strictObject({ words: z.array(oneLine(FILTER_MAX_CHARS)).max(FILTERS_MAX) })
  .meta({ id: 'Filters' })
export type Filters = z.infer<typeof filtersSchema>
