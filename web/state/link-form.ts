import { LINK_USES_MAX } from '../../protocol/limits.ts'
import type { CreateLink } from '../../protocol/rest.ts'
import type { Mistakes } from './mistakes.ts'

/** Days that a link lasts. */
export const LINK_DAYS = { '1': 'A day', '7': 'A week', '30': '30 days', '90': '90 days' }

export interface LinkForm {
  /** How many it lets in; empty for any number. */
  uses: string
  days: keyof typeof LINK_DAYS
}

export function linkOf({ uses, days }: LinkForm): CreateLink {
  return { uses: uses.trim() === '' ? null : Number(uses), days: Number(days) }
}

export function mistakesInLink(form: LinkForm): Mistakes<keyof LinkForm> {
  const { uses = null } = linkOf(form)
  if (uses === null || (Number.isInteger(uses) && uses >= 1 && uses <= LINK_USES_MAX)) return {}
  return { uses: `A whole number from 1 to ${LINK_USES_MAX}, or nothing for any number.` }
}
