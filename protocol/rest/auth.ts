import * as z from 'zod'
import { EMAIL_MAX_CHARS } from '../limits.ts'
import { displayNameSchema, usernameSchema } from '../names.ts'
import { isStorable } from '../text.ts'
import { accountSchema, emailSchema, knownPasswordSchema, newPasswordSchema } from './account.ts'

// Making an account, signing in, and what a session is. Times are milliseconds since 1970.

/** Random texts of ours, as they come back; longer than any of them is nonsense. */
const opaque = z.string().min(1).max(200)

/** What the widget in the form gave (Cloudflare Turnstile): at most 2,048 characters. */
const turnstile = z.string().max(2_048).optional()

export const registerSchema = z
  .strictObject({
    username: usernameSchema,
    password: newPasswordSchema,
    displayName: displayNameSchema.optional(),
    email: emailSchema.optional(),
    invitation: opaque.optional(),
    turnstile,
  })
  .meta({ id: 'Register' })
export type Register = z.input<typeof registerSchema>

/** `username` may be the e-mail address. */
export const loginSchema = z
  .strictObject({
    username: z
      .string()
      .max(EMAIL_MAX_CHARS)
      .refine(isStorable, { message: 'no control characters' }),
    password: knownPasswordSchema,
    turnstile,
  })
  .meta({ id: 'Login' })
export type Login = z.input<typeof loginSchema>

/** The answer of register, of every way to sign in, and of me. */
export const sessionSchema = z
  .object({ account: accountSchema, expiresAt: z.int() })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof sessionSchema>

export const factorSchema = z.enum(['totp', 'passkey', 'recovery'])
export type Factor = z.infer<typeof factorSchema>

/** The password was right, and one of these is asked for beside it before `expiresAt`. */
export const secondFactorNeededSchema = z
  .object({
    secondFactor: z.object({ token: opaque, factors: z.array(factorSchema), expiresAt: z.int() }),
  })
  .meta({ id: 'SecondFactorNeeded' })
export type SecondFactorNeeded = z.infer<typeof secondFactorNeededSchema>

export const loginAnswerSchema = z.union([sessionSchema, secondFactorNeededSchema])
export type LoginAnswer = z.infer<typeof loginAnswerSchema>

/** `code` is six digits of an authenticator app, or a recovery code. */
export const secondFactorSchema = z
  .strictObject({ token: opaque, code: z.string().min(1).max(64) })
  .meta({ id: 'SecondFactor' })
export type SecondFactor = z.input<typeof secondFactorSchema>

/** Asks what to sign with a passkey: with the token of a right password, or with nothing at all. */
export const passkeySignInSchema = z
  .strictObject({ token: opaque.optional() })
  .meta({ id: 'PasskeySignIn' })

/** What WebAuthn speaks (PublicKeyCredentialRequestOptionsJSON and its kin): the browser's to read. */
const webauthn = z.record(z.string(), z.unknown())

/** `token` comes back with the browser's answer. */
export const passkeyOptionsSchema = z
  .object({ token: opaque, options: webauthn })
  .meta({ id: 'PasskeyOptions' })
export type PasskeyOptions = z.infer<typeof passkeyOptionsSchema>

/** The browser's answer to the options. */
export const passkeyAnswerSchema = z
  .strictObject({ token: opaque, response: webauthn })
  .meta({ id: 'PasskeyAnswer' })
export type PasskeyAnswer = z.input<typeof passkeyAnswerSchema>

/** A session of the caller's; what is not known of it is empty. */
export const deviceSchema = z
  .object({
    id: z.uuid(),
    /** The one that asks. */
    isCurrent: z.boolean(),
    createdAt: z.int(),
    lastSeenAt: z.int(),
    userAgent: z.string(),
    ip: z.string(),
    place: z.string(),
  })
  .meta({ id: 'Device' })
export type Device = z.infer<typeof deviceSchema>

export const deviceListSchema = z
  .object({ devices: z.array(deviceSchema) })
  .meta({ id: 'DeviceList' })

export const devicesEndedSchema = z.object({ ended: z.int() }).meta({ id: 'DevicesEnded' })

/** What a ticket is for: a socket of this room, or of the inbox. */
export const ticketRequestSchema = z
  .union([z.strictObject({ roomId: z.uuid() }), z.strictObject({ inbox: z.literal(true) })])
  .meta({ id: 'TicketRequest' })

/** Opens one socket, once, before `expiresAt`, for programs that can send neither cookie nor header. */
export const ticketSchema = z.object({ ticket: opaque, expiresAt: z.int() }).meta({ id: 'Ticket' })
export type Ticket = z.infer<typeof ticketSchema>

/** A link to choose a new password with; `token` is told this once. */
export const resetOfferSchema = z
  .object({ token: opaque, expiresAt: z.int() })
  .meta({ id: 'ResetOffer' })
export type ResetOffer = z.infer<typeof resetOfferSchema>

export const resetSchema = z
  .strictObject({ token: opaque, password: newPasswordSchema })
  .meta({ id: 'Reset' })
export type Reset = z.input<typeof resetSchema>

/** Whose password was forgotten. */
export const operatorResetSchema = z
  .strictObject({ username: usernameSchema })
  .meta({ id: 'OperatorReset' })
