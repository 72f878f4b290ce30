import * as z from 'zod'
import {
  devicesEndedSchema,
  type Reset,
  type ResetOffer,
  resetOfferSchema,
} from '../../protocol/rest.ts'
import { type Answer, ask } from './api.ts'
import { askAsMember } from './confirm.ts'

/** Chooses a new password by a link. */
export function resetPassword(body: Reset): Promise<Answer<unknown>> {
  return ask(z.unknown(), '/api/auth/reset', { method: 'POST', body })
}

/** Makes such a link for somebody; for admins. */
export function offerReset(accountId: string): Promise<Answer<ResetOffer>> {
  const path = `/api/accounts/${encodeURIComponent(accountId)}/reset`
  return askAsMember(resetOfferSchema, path, { method: 'POST' })
}

/** Signs somebody out everywhere; for admins. @returns how many sessions have ended */
export function signOutEverywhere(accountId: string): Promise<Answer<{ ended: number }>> {
  const path = `/api/accounts/${encodeURIComponent(accountId)}/devices`
  return askAsMember(devicesEndedSchema, path, { method: 'DELETE' })
}
