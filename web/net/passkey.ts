import * as z from 'zod'
import { passkeyOptionsSchema, type Session, sessionSchema } from '../../protocol/rest.ts'
import { passkeyTrouble } from '../state/passkey.ts'
import { type Answer, ask } from './api.ts'
import { entered } from './session.ts'

// Signing in with a passkey: the server poses a question, the browser has it signed.

/** What the browser is told of the question (PublicKeyCredentialRequestOptionsJSON). */
const requestSchema = z.object({
  challenge: z.string(),
  timeout: z.number().exactOptional(),
  rpId: z.string().exactOptional(),
  allowCredentials: z
    .array(
      z.object({
        id: z.string(),
        type: z.literal('public-key'),
        transports: z
          .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
          .exactOptional(),
      }),
    )
    .exactOptional(),
  userVerification: z.enum(['discouraged', 'preferred', 'required']).exactOptional(),
})
const questionSchema = passkeyOptionsSchema.extend({ options: requestSchema })

export interface PasskeyQuestion {
  /** Of a right password, when the passkey is asked for beside it. */
  token?: string
  /** Offered among the names a browser fills in, rather than in a window of its own. */
  autofill?: boolean
}

/** Whether this browser knows passkeys at all: outside a secure context none does. */
export const KNOWS_PASSKEYS = 'PublicKeyCredential' in globalThis

/** Whether it offers them among the names it fills in. */
export async function fillsInPasskeys(): Promise<boolean> {
  if (!KNOWS_PASSKEYS) return false
  const { browserSupportsWebAuthnAutofill } = await import('@simplewebauthn/browser')
  return await browserSupportsWebAuthnAutofill()
}

/** @returns undefined when it came to nothing and there is nothing to say */
export async function signInByPasskey({
  token,
  autofill = false,
}: PasskeyQuestion = {}): Promise<Answer<Session> | undefined> {
  const body = token === undefined ? {} : { token }
  const posed = await ask(questionSchema, '/api/auth/passkey/options', { method: 'POST', body })
  if (!posed.ok) return posed
  const signed = await sign(posed.value.options, autofill)
  if (signed === undefined || !signed.ok) return signed
  const answer = { token: posed.value.token, response: signed.value }
  return entered(await ask(sessionSchema, '/api/auth/passkey', { method: 'POST', body: answer }))
}

/** Takes back a question that the browser is still asking. */
export async function dropPasskey(): Promise<void> {
  const { WebAuthnAbortService } = await import('@simplewebauthn/browser')
  WebAuthnAbortService.cancelCeremony()
}

async function sign(
  optionsJSON: z.infer<typeof requestSchema>,
  useBrowserAutofill: boolean,
): Promise<Answer<object> | undefined> {
  try {
    const { startAuthentication } = await import('@simplewebauthn/browser')
    return { ok: true, value: await startAuthentication({ optionsJSON, useBrowserAutofill }) }
  } catch (error) {
    const message = passkeyTrouble(error instanceof Error ? error.name : '')
    // Where it was only offered, nobody waits to hear of it.
    if (message === undefined || useBrowserAutofill) return undefined
    return { ok: false, refusal: { code: 'passkey_refused', message, fields: {} } }
  }
}
