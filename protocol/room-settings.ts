import * as z from 'zod'
import {
  DISAPPEAR_MAX_MS,
  DISAPPEAR_MIN_MS,
  EDIT_WINDOW_MAX_MS,
  NEWCOMER_MAX_MS,
  RETENTION_MAX_DAYS,
  SLOW_MODE_MAX_MS,
} from './limits.ts'

// How a room is run. Whoever may change these is in permissions.ts.

export const roleSchema = z.enum(['owner', 'admin', 'moderator', 'member'])
export type Role = z.infer<typeof roleSchema>

/** Each setting of a room by itself. */
export const roomSettingFields = {
  /** Milliseconds between two messages of one member; 0 for none. Moderators and above need not wait. */
  slowModeMs: z.int().min(0).max(SLOW_MODE_MAX_MS),
  /** The lowest role that may send messages. */
  posting: roleSchema,
  /** The lowest role that may invite, by name or by link. */
  inviting: roleSchema,
  /** Days that messages are kept; null keeps them for good. */
  retentionDays: z.int().min(1).max(RETENTION_MAX_DAYS).nullable(),
  /** Milliseconds that an account must be old before its messages may hold links, or files. */
  linksAfterMs: z.int().min(0).max(NEWCOMER_MAX_MS),
  filesAfterMs: z.int().min(0).max(NEWCOMER_MAX_MS),
  /** Milliseconds in which members may change what they said; null for good. */
  editWindowMs: z.int().min(0).max(EDIT_WINDOW_MAX_MS).nullable(),
  /** Milliseconds after which what is said from now on disappears; null for never. */
  disappearAfterMs: z.int().min(DISAPPEAR_MIN_MS).max(DISAPPEAR_MAX_MS).nullable(),
  /** Whether links are shown with what stands behind them. */
  linkPreviews: z.boolean(),
} as const

/** All of them. Rooms from before there were some of them are run as ever. */
export const roomSettingsSchema = z
  .object({
    ...roomSettingFields,
    editWindowMs: roomSettingFields.editWindowMs.default(null),
    disappearAfterMs: roomSettingFields.disappearAfterMs.default(null),
    linkPreviews: roomSettingFields.linkPreviews.default(true),
  })
  .meta({ id: 'RoomSettings' })
export type RoomSettings = z.infer<typeof roomSettingsSchema>

/** How a new room is run, and one from before there were settings. */
export function defaultSettings(): RoomSettings {
  return {
    slowModeMs: 0,
    posting: 'member',
    inviting: 'member',
    retentionDays: null,
    linksAfterMs: 0,
    filesAfterMs: 0,
    editWindowMs: null,
    disappearAfterMs: null,
    linkPreviews: true,
  }
}
