import * as z from 'zod'

// What a browser answers when it has made or used a passkey (RegistrationResponseJSON and
// AuthenticationResponseJSON of WebAuthn), parsed as far as it says what it is about.

const base64url = z.string().regex(/^[\w-]+$/)
/** At most 1,023 bytes (WebAuthn §4, credential id). */
const credentialId = base64url.max(1_364)

const transportSchema = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
export type Transport = z.infer<typeof transportSchema>

/** How a passkey is reached, as far as we know the words: hints, no more. */
export const transportsSchema = z
  .array(z.unknown())
  .transform(all => all.flatMap(one => transportSchema.safeParse(one).data ?? []))
  .transform(known => [...new Set(known)])
  .catch([])

export const creationSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: transportsSchema,
  }),
})
export type Creation = z.infer<typeof creationSchema>

export const assertionSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    /** Whose it is: some leave it out when they were asked for by name. */
    userHandle: base64url.nullish(),
  }),
})
export type Assertion = z.infer<typeof assertionSchema>

/** What the browser signs about the page, as far as the library does not look at it. */
export const clientDataSchema = z.object({ crossOrigin: z.boolean().optional() })
