import * as z from 'zod'
import type { Identity } from '../domain/identity.ts'
import { mayWith } from '../domain/scopes.ts'

/**
 * One socket's standing. `new`: has not said hello. `catching-up`: reads older pages first, so
 * live events would leave a gap. `live`: gets everything as it happens.
 */
export const sessionSchema = z.object({
  userId: z.uuid(),
  sessionId: z.uuid(),
  /** When the sign-in, or the token, ends, in milliseconds since 1970. */
  expiresAt: z.int(),
  connectedAt: z.int(),
  /** The version of the protocol it speaks; 0 until its hello. */
  v: z.int().default(0),
  phase: z.enum(['new', 'catching-up', 'live']),
  /** Whether the others were told that its user is here. */
  isShown: z.boolean().default(false),
  /** Whether they were told that its user has turned away. */
  isShownAway: z.boolean().default(false),
  /** Whether its user has turned away from it. */
  isAway: z.boolean().default(false),
  /** Whether a program stands behind it whose token lets it read alone. */
  isReadOnly: z.boolean().default(false),
})
export type Session = z.infer<typeof sessionSchema>
export type Phase = Session['phase']

export function newSession(identity: Identity, now: number): Session {
  return {
    userId: identity.id,
    sessionId: identity.sessionId,
    expiresAt: identity.expiresAt,
    connectedAt: now,
    v: 0,
    phase: 'new',
    isShown: false,
    isShownAway: false,
    isAway: false,
    isReadOnly: !mayWith(identity, 'messages:write'),
  }
}
