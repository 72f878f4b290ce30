import { INVITATION_NOTE_MAX_CHARS, INVITATION_USES_MAX } from '../../../protocol/limits.ts'
import { type CreateInvitation, createInvitationSchema } from '../../../protocol/rest.ts'
import { type Mistakes, mistakesAgainst } from '../mistakes.ts'

/** Days an invitation may be asked to last. */
export const INVITATION_DAYS = { 1: 'A day', 7: '7 days', 30: '30 days', 90: '90 days' } as const

export interface InvitationForm {
  note: string
  /** As it was typed. */
  uses: string
  days: string
}

export function mistakesInInvitation(form: InvitationForm): Mistakes<'note' | 'uses' | 'days'> {
  return mistakesAgainst(createInvitationSchema, invitationOf(form), {
    note: `One line of at most ${INVITATION_NOTE_MAX_CHARS} characters, none of them invisible.`,
    uses: `A whole number from 1 to ${INVITATION_USES_MAX}.`,
    days: 'Choose how long it lasts.',
  })
}

export function invitationOf({ note, uses, days }: InvitationForm): CreateInvitation {
  return { note, uses: uses.trim() === '' ? Number.NaN : Number(uses), days: Number(days) }
}

/** Where an invitation leads. The token is in the fragment, which no server is told of. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/register#invitation=${encodeURIComponent(token)}`
}
