import * as z from 'zod'
import {
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

export function codesOf(answer: Answer<{ recoveryCodes: RecoveryCodes }>): Answer<RecoveryCodes> {
  return answer.ok ? { ok: true, value: answer.value.recoveryCodes } : answer
}
