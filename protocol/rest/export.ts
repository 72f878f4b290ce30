import * as z from 'zod'
import { roleSchema } from '../events.ts'
import { accountSchema } from './account.ts'
import { deviceSchema } from './auth.ts'
import { invitationSchema } from './invitations.ts'
import { reportStateSchema } from './moderation.ts'
import { activitySchema, passkeySchema, tokenSchema } from './security.ts'

// Everything that is kept of one person, as they are given it. No secret is in it, nor anything that
// others said. Times are milliseconds since 1970.

const moment = z.int()

/** A message of theirs; `body` is as they wrote it. */
const ownMessageSchema = z.object({
  room: z.uuid(),
  seq: z.int(),
  at: moment,
  body: z.string(),
})

/**
 * A room they belong to, or once did: then `role` is null and `leftAt` says since when. `readSeq` is how far they have
 * read there.
 */
const ownRoomSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: roleSchema.nullable(),
  joinedAt: moment,
  leftAt: moment.nullable(),
  lastSeenAt: moment,
  readSeq: z.int(),
})

const ownPreferencesSchema = z.object({
  room: z.uuid(),
  favourite: z.boolean(),
  muted: z.boolean(),
  hiddenAt: moment.nullable(),
})

const ownReportSchema = z.object({
  room: z.uuid(),
  seq: z.int(),
  at: moment,
  reason: z.string(),
  state: reportStateSchema,
})

export const accountExportSchema = z
  .object({
    format: z.literal('alcove.account'),
    version: z.literal(1),
    exportedAt: moment,
    account: accountSchema.extend({
      passwordChangedAt: moment.nullable(),
      /** On any of their devices. */
      lastSeenAt: moment.nullable(),
    }),
    /** Sessions, those that have ended of late included. */
    devices: z.array(
      deviceSchema
        .omit({ isCurrent: true })
        .extend({ expiresAt: moment, endedAt: moment.nullable() }),
    ),
    invitations: z.array(invitationSchema.extend({ revokedAt: moment.nullable() })),
    passkeys: z.array(passkeySchema.omit({ id: true })),
    tokens: z.array(tokenSchema.omit({ id: true }).extend({ revokedAt: moment.nullable() })),
    rooms: z.array(ownRoomSchema),
    /** What they keep of rooms and conversations for themselves. */
    preferences: z.array(ownPreferencesSchema),
    /** Whom they have blocked. */
    blocks: z.array(z.object({ user: z.uuid(), since: moment })),
    /** Messages of others that they have reported, without what those said. */
    reports: z.array(ownReportSchema),
    /** What they did, the newest first, and then what others did or tried. */
    activity: z.array(activitySchema),
    /** Room by room, in the order they were said. */
    messages: z.array(ownMessageSchema),
  })
  .meta({ id: 'AccountExport' })
export type AccountExport = z.infer<typeof accountExportSchema>
