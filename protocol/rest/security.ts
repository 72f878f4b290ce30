import * as z from 'zod'
import { PASSKEY_NAME_MAX_CHARS, TOKEN_MAX_DAYS, TOKEN_NAME_MAX_CHARS } from '../limits.ts'
import { label } from '../names.ts'
import { knownPasswordSchema } from './account.ts'
import { passkeyAnswerSchema } from './auth.ts'

// What an account is guarded with. Times are milliseconds since 1970.

/** Says again who is there, before something that cannot be undone. */
export const confirmSchema = z
  .strictObject({ password: knownPasswordSchema })
  .meta({ id: 'Confirm' })

export const confirmedSchema = z.object({ confirmedUntil: z.int() }).meta({ id: 'Confirmed' })

/** What guards the account. `confirmedUntil` is how long this session need not confirm again. */
export const securitySchema = z
  .object({
    confirmedUntil: z.int(),
    totp: z.object({ since: z.int() }).nullable(),
    recoveryCodesLeft: z.int(),
    passkeys: z.int(),
    passwordChangedAt: z.int().nullable(),
  })
  .meta({ id: 'Security' })
export type Security = z.infer<typeof securitySchema>

/** What an authenticator app needs: the secret in base32, and the same as an otpauth: URI. */
export const totpSetupSchema = z
  .object({ secret: z.string(), uri: z.string() })
  .meta({ id: 'TotpSetup' })
export type TotpSetup = z.infer<typeof totpSetupSchema>

/** A code that shows that the app has the secret. */
export const totpCodeSchema = z
  .strictObject({ code: z.string().min(1).max(64) })
  .meta({ id: 'TotpCode' })

/** Codes for when the app or the key is lost; each opens once. Null when there were some already. */
export const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()).nullable() })
  .meta({ id: 'RecoveryCodes' })

const passkeyName = label(PASSKEY_NAME_MAX_CHARS)

export const passkeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.int(),
    lastUsedAt: z.int().nullable(),
    /** Kept by the maker of the device, so that a new device has it too. */
    isBackedUp: z.boolean(),
  })
  .meta({ id: 'Passkey' })
export type Passkey = z.infer<typeof passkeySchema>

export const passkeyListSchema = z
  .object({ passkeys: z.array(passkeySchema) })
  .meta({ id: 'PasskeyList' })

export const addPasskeySchema = passkeyAnswerSchema
  .extend({ name: passkeyName })
  .meta({ id: 'AddPasskey' })

export const passkeyAddedSchema = recoveryCodesSchema
  .extend({ passkey: passkeySchema })
  .meta({ id: 'PasskeyAdded' })

export const renamePasskeySchema = z
  .strictObject({ name: passkeyName })
  .meta({ id: 'RenamePasskey' })

/** What a token of a program may do; what is not named it may not. */
export const scopeSchema = z.enum([
  'account:read',
  'rooms:read',
  'rooms:write',
  'rooms:manage',
  'messages:read',
  'messages:write',
])
export type Scope = z.infer<typeof scopeSchema>

export const createTokenSchema = z
  .strictObject({
    name: label(TOKEN_NAME_MAX_CHARS),
    scopes: z
      .array(scopeSchema)
      .min(1)
      .max(scopeSchema.options.length)
      .transform(scopes => [...new Set(scopes)]),
    /** Days until it is of no use any more. */
    days: z.int().min(1).max(TOKEN_MAX_DAYS),
  })
  .meta({ id: 'CreateToken' })
export type CreateToken = z.input<typeof createTokenSchema>

export const tokenSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(scopeSchema),
    createdAt: z.int(),
    expiresAt: z.int(),
    /** To the hour. */
    lastUsedAt: z.int().nullable(),
  })
  .meta({ id: 'Token' })
export type Token = z.infer<typeof tokenSchema>

export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) }).meta({ id: 'TokenList' })

/** `text` is the token itself, told this once. */
export const tokenCreatedSchema = z
  .object({ token: tokenSchema, text: z.string() })
  .meta({ id: 'TokenCreated' })

/** Something that happened to the account, as the audit has it. */
export const activitySchema = z
  .object({ at: z.int(), action: z.string(), ip: z.string() })
  .meta({ id: 'Activity' })
export type Activity = z.infer<typeof activitySchema>

/** The newest first, at most 100. */
export const activityListSchema = z
  .object({ activity: z.array(activitySchema) })
  .meta({ id: 'ActivityList' })
