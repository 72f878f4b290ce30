import * as z from 'zod'
import {
  ABOUT_MAX_CHARS,
  EMAIL_MAX_CHARS,
  PASSWORD_MAX_CHARS,
  PASSWORD_MIN_CHARS,
  STATUS_MAX_CHARS,
} from '../limits.ts'
import { displayNameSchema, label, paragraphs } from '../names.ts'
import { isStorable } from '../text.ts'

// An account: who somebody is, and what they say of themselves. Times are milliseconds since 1970.

/** A password to be, by the rules of NIST SP 800-63B-4: its length, and no games with its letters. */
export const newPasswordSchema = z
  .string()
  .min(PASSWORD_MIN_CHARS)
  .max(PASSWORD_MAX_CHARS)
  .refine(isStorable, { message: 'no control characters' })

/** A password as it was chosen once: not judged by today's rules, which may be younger than it is. */
export const knownPasswordSchema = z.string().max(PASSWORD_MAX_CHARS)

export const emailSchema = z.email().max(EMAIL_MAX_CHARS)

/** What an account may do in the deployment as a whole. The first one is an admin. */
export const accountRoleSchema = z.enum(['admin', 'member'])
export type AccountRole = z.infer<typeof accountRoleSchema>

/** A line that says what somebody is up to; `until` is when it is gone, null for never. */
export const statusSchema = z
  .object({ text: z.string(), until: z.int().nullable() })
  .meta({ id: 'Status' })
export type Status = z.infer<typeof statusSchema>

/** `readReceipts` is whether others may see how far one has read. */
export const accountSchema = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    role: accountRoleSchema,
    about: z.string(),
    status: statusSchema.nullable(),
    readReceipts: z.boolean().default(true),
    createdAt: z.int(),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof accountSchema>

/** What to change of a profile; what is not named stays. */
export const changeProfileSchema = z
  .strictObject({
    displayName: displayNameSchema,
    about: paragraphs(ABOUT_MAX_CHARS),
    status: z
      .strictObject({
        text: label(STATUS_MAX_CHARS),
        until: z.int().min(0).nullable(),
      })
      .nullable(),
    readReceipts: z.boolean(),
  })
  .partial()
  .meta({ id: 'ChangeProfile' })
export type ChangeProfile = z.input<typeof changeProfileSchema>

export const changePasswordSchema = z
  .strictObject({ current: knownPasswordSchema, next: newPasswordSchema })
  .meta({ id: 'ChangePassword' })
export type ChangePassword = z.input<typeof changePasswordSchema>

/** The address to have from now on, null for none. */
export const changeEmailSchema = z
  .strictObject({ email: emailSchema.nullable() })
  .meta({ id: 'ChangeEmail' })
export type ChangeEmail = z.input<typeof changeEmailSchema>

/** A person as admins see them in the list of all accounts. */
export const accountEntrySchema = accountSchema
  .pick({ id: true, username: true, displayName: true, email: true, role: true, createdAt: true })
  .extend({ hasSecondFactor: z.boolean() })
  .meta({ id: 'AccountEntry' })
export type AccountEntry = z.infer<typeof accountEntrySchema>

/** Oldest first; `after` is the cursor of the next page, null at the end. */
export const accountListSchema = z
  .object({ accounts: z.array(accountEntrySchema), after: z.uuid().nullable() })
  .meta({ id: 'AccountList' })
export type AccountList = z.infer<typeof accountListSchema>

export const accountListQuerySchema = z.strictObject({ after: z.uuid().optional() })

/** What to make of an account. */
export const changeRoleSchema = z
  .strictObject({ role: accountRoleSchema })
  .meta({ id: 'ChangeRole' })
