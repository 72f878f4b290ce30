import * as z from 'zod'
import {
  type Passkey,
  passkeyAddedSchema,
  passkeyListSchema,
  passkeyOptionsSchema,
  passkeySchema,
} from '../../protocol/rest.ts'
import { passkeyFailure } from '../state/settings/passkey-fields.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { codesOf, type RecoveryCodes } from './guards.ts'

// The passkeys of whoever is signed in. Signing in with one is in passkey.ts.

const transports = z.array(
  z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']),
)
/** What the browser is to make a passkey of (PublicKeyCredentialCreationOptionsJSON). */
const creationSchema = passkeyOptionsSchema.extend({
  options: z.object({
    rp: z.object({ name: z.string(), id: z.string().exactOptional() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
    timeout: z.number().exactOptional(),
    excludeCredentials: z
      .array(
        z.object({
          id: z.string(),
          type: z.literal('public-key'),
          transports: transports.exactOptional(),
        }),
      )
      .exactOptional(),
    authenticatorSelection: z
      .object({
        authenticatorAttachment: z.enum(['cross-platform', 'platform']).exactOptional(),
        residentKey: z.enum(['discouraged', 'preferred', 'required']).exactOptional(),
        requireResidentKey: z.boolean().exactOptional(),
        userVerification: z.enum(['discouraged', 'preferred', 'required']).exactOptional(),
      })
      .exactOptional(),
    attestation: z.enum(['direct', 'enterprise', 'indirect', 'none']).exactOptional(),
    extensions: z.object({ credProps: z.boolean().exactOptional() }).exactOptional(),
  }),
})

export async function loadPasskeys(): Promise<Answer<Passkey[]>> {
  const answer = await askAsMember(passkeyListSchema, '/api/account/passkeys')
  return answer.ok ? { ok: true, value: answer.value.passkeys } : answer
}

/** Has the browser make a passkey, which from then on opens the account. */
export async function addPasskey(name: string): Promise<Answer<RecoveryCodes>> {
  const posed = await askAsMember(creationSchema, '/api/account/passkeys/options', {
    method: 'POST',
  })
  if (!posed.ok) return posed
  const made = await make(posed.value.options)
  if (!made.ok) return made
  const body = { token: posed.value.token, name, response: made.value }
  return codesOf(
    await askAsMember(passkeyAddedSchema, '/api/account/passkeys', { method: 'POST', body }),
  )
}

export function renamePasskey(id: string, name: string): Promise<Answer<Passkey>> {
  return askAsMember(passkeySchema, passkeyPath(id), { method: 'PATCH', body: { name } })
}

export function removePasskey(id: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), passkeyPath(id), { method: 'DELETE' })
}

async function make(
  optionsJSON: z.infer<typeof creationSchema>['options'],
): Promise<Answer<object>> {
  try {
    const { startRegistration } = await import('@simplewebauthn/browser')
    return { ok: true, value: await startRegistration({ optionsJSON }) }
  } catch (error) {
    const message = passkeyFailure(error instanceof Error ? error.name : '')
    return { ok: false, refusal: { code: 'passkey_refused', message, fields: {} } }
  }
}

function passkeyPath(id: string): string {
  return `/api/account/passkeys/${encodeURIComponent(id)}`
}
