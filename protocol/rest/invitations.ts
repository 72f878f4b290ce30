import * as z from 'zod'
import { INVITATION_MAX_DAYS, INVITATION_NOTE_MAX_CHARS, INVITATION_USES_MAX } from '../limits.ts'
import { plainLine } from '../names.ts'

// Invitations to make an account. Times are milliseconds since 1970.

export const createInvitationSchema = z
  .strictObject({
    /** For the inviter's own memory. */
    note: plainLine(INVITATION_NOTE_MAX_CHARS).default(''),
    uses: z.int().min(1).max(INVITATION_USES_MAX).default(1),
    days: z.int().min(1).max(INVITATION_MAX_DAYS).default(7),
  })
  .meta({ id: 'CreateInvitation' })
export type CreateInvitation = z.input<typeof createInvitationSchema>

export const invitationSchema = z
  .object({
    id: z.uuid(),
    note: z.string(),
    /** How many accounts may be made with it, and how many were. */
    uses: z.int(),
    used: z.int(),
    createdAt: z.int(),
    expiresAt: z.int(),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof invitationSchema>

/** Those that can still be used, the newest first. */
export const invitationListSchema = z
  .object({ invitations: z.array(invitationSchema) })
  .meta({ id: 'InvitationList' })

/** `token` goes into the link, and is told this once. */
export const invitationCreatedSchema = z
  .object({ invitation: invitationSchema, token: z.string() })
  .meta({ id: 'InvitationCreated' })

/** Asks what an invitation is worth, before a form is filled in. */
export const lookAtInvitationSchema = z
  .strictObject({ token: z.string().min(1).max(200) })
  .meta({ id: 'LookAtInvitation' })

export const invitationSeenSchema = z
  .object({ invitedBy: z.string(), expiresAt: z.int() })
  .meta({ id: 'InvitationSeen' })
export type InvitationSeen = z.infer<typeof invitationSeenSchema>
