import * as z from 'zod'
import {
  type CreateInvitation,
  type Invitation,
  invitationCreatedSchema,
  invitationListSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'

/** Those that can still be used. */
export async function loadInvitations(): Promise<Answer<Invitation[]>> {
  const answer = await askAsMember(invitationListSchema, '/api/invitations')
  return answer.ok ? { ok: true, value: answer.value.invitations } : answer
}

/** @returns what goes into its link, which is never told again */
export async function createInvitation(body: CreateInvitation): Promise<Answer<string>> {
  const answer = await askAsMember(invitationCreatedSchema, '/api/invitations', {
    method: 'POST',
    body,
  })
  return answer.ok ? { ok: true, value: answer.value.token } : answer
}

export function withdrawInvitation(id: string): Promise<Answer<unknown>> {
  const path = `/api/invitations/${encodeURIComponent(id)}`
  return askAsMember(z.unknown(), path, { method: 'DELETE' })
}
