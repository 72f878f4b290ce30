import * as z from 'zod'
import type { Identity } from '../domain/identity.ts'

/** One socket's standing: a device of the person whose inbox this is, or a tab of it. */
export const deviceSchema = z.object({
  sessionId: z.uuid(),
  /** When the sign-in, or the token, ends, in milliseconds since 1970. */
  expiresAt: z.int(),
  connectedAt: z.int(),
  /** Whether it has said hello. */
  isIn: z.boolean(),
  /** When its person turned away from it, in milliseconds since 1970; null when they have not. */
  awayAt: z.int().nullable(),
  /** Of whom it wants to know how they are there: WATCHED_MAX at most, which the platform's 16 KiB hold. */
  watching: z.array(z.uuid()),
})
export type Device = z.infer<typeof deviceSchema>

export function newDevice({ sessionId, expiresAt }: Identity, now: number): Device {
  return { sessionId, expiresAt, connectedAt: now, isIn: false, awayAt: null, watching: [] }
}
