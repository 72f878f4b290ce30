import * as z from 'zod'
import {
  type CreateToken,
  type Token,
  tokenCreatedSchema,
  tokenListSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'

// Tokens of programs that act for the account.

export async function loadTokens(): Promise<Answer<Token[]>> {
  const answer = await askAsMember(tokenListSchema, '/api/account/tokens')
  return answer.ok ? { ok: true, value: answer.value.tokens } : answer
}

/** @returns its text, which is never told again */
export async function createToken(body: CreateToken): Promise<Answer<string>> {
  const answer = await askAsMember(tokenCreatedSchema, '/api/account/tokens', {
    method: 'POST',
    body,
  })
  return answer.ok ? { ok: true, value: answer.value.text } : answer
}

export function revokeToken(id: string): Promise<Answer<unknown>> {
  const path = `/api/account/tokens/${encodeURIComponent(id)}`
  return askAsMember(z.unknown(), path, { method: 'DELETE' })
}
