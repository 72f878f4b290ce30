import { REASON_MAX_CHARS } from '../../protocol/limits.ts'
import { reasonSchema } from '../../protocol/rest.ts'

export interface ReasonForm {
  reason: string
}

/** Who reads a reason. */
export const REASON = {
  toAll: 'Everybody in the room can read it.',
  toModerators: 'The moderators of the room read it.',
} as const

export function mistakesInReason({ reason }: ReasonForm): Partial<ReasonForm> {
  if (reasonSchema.safeParse(reason).success) return {}
  return { reason: `At most ${REASON_MAX_CHARS} characters, in one line.` }
}
