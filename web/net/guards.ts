import * as z from 'zod'
import {
  type Passkey,
  type PasskeyAnswer,
  type PasskeyOptions,
  passkeyAddedSchema,
  passkeyListSchema,
  passkeyOptionsSchema,
  passkeySchema,
  recoveryCodesSchema,
  type Security,
  securitySchema,
  type TotpSetup,
  totpSetupSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'

// What guards the account beside its password.

/** Recovery codes that came with a first factor; null when there were some already. */
export type RecoveryCodes = string[] | null

export function loadSecurity(): Promise<Answer<Security>> {
  return askAsMember(securitySchema, '/api/account/security')
}

/** A secret for an authenticator app; it guards nothing until a code of it comes back. */
export function proposeTotp(): Promise<Answer<TotpSetup>> {
  return askAsMember(totpSetupSchema, '/api/account/totp', { method: 'POST' })
}

export async function confirmTotp(code: string): Promise<Answer<RecoveryCodes>> {
  return codesOf(
    await askAsMember(recoveryCodesSchema, '/api/account/totp/confirm', {
      method: 'POST',
      body: { code: code.replaceAll(/\s/gu, '') },
    }),
  )
}

export function removeTotp(): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), '/api/account/totp', { method: 'DELETE' })
}

/** A new set; the old one is void. */
export async function renewRecoveryCodes(): Promise<Answer<RecoveryCodes>> {
  return codesOf(
    await askAsMember(recoveryCodesSchema, '/api/account/recovery-codes', { method: 'POST' }),
  )
}

export async function loadPasskeys(): Promise<Answer<Passkey[]>> {
  const answer = await askAsMember(passkeyListSchema, '/api/account/passkeys')
  return answer.ok ? { ok: true, value: answer.value.passkeys } : answer
}

/** What the browser is to make a passkey of. */
export function passkeyOptions(): Promise<Answer<PasskeyOptions>> {
  return askAsMember(passkeyOptionsSchema, '/api/account/passkeys/options', { method: 'POST' })
}

export async function addPasskey(
  made: PasskeyAnswer & { name: string },
): Promise<Answer<RecoveryCodes>> {
  return codesOf(
    await askAsMember(passkeyAddedSchema, '/api/account/passkeys', { method: 'POST', body: made }),
  )
}

export function renamePasskey(id: string, name: string): Promise<Answer<Passkey>> {
  return askAsMember(passkeySchema, passkeyPath(id), { method: 'PATCH', body: { name } })
}

export function removePasskey(id: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), passkeyPath(id), { method: 'DELETE' })
}

function passkeyPath(id: string): string {
  return `/api/account/passkeys/${encodeURIComponent(id)}`
}

function codesOf(answer: Answer<{ recoveryCodes: RecoveryCodes }>): Answer<RecoveryCodes> {
  return answer.ok ? { ok: true, value: answer.value.recoveryCodes } : answer
}
