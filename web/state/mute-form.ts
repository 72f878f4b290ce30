import { MUTE_MAX_MINUTES } from '../../protocol/limits.ts'
import type { Mistakes } from './mistakes.ts'
import { mistakesInReason } from './reason.ts'

const DAY_MINUTES = 24 * 60

/** How long somebody can be muted for, in minutes; or as many as somebody types. */
export const MUTE_CHOICES = {
  '10': '10 minutes',
  '60': 'An hour',
  [`${DAY_MINUTES}`]: 'A day',
  [`${7 * DAY_MINUTES}`]: 'A week',
  custom: 'As long as I say',
}

export interface MuteForm {
  /** One of the choices. */
  length: string
  minutes: string
  reason: string
}

/** For how many minutes; not a number where that is none. */
export function minutesOf({ length, minutes }: MuteForm): number {
  return Number(length === 'custom' ? minutes.trim() || Number.NaN : length)
}

export function mistakesInMute(form: MuteForm): Mistakes<keyof MuteForm> {
  const minutes = minutesOf(form)
  const isFine = Number.isInteger(minutes) && minutes >= 1 && minutes <= MUTE_MAX_MINUTES
  return {
    ...(isFine ? {} : { minutes: `A whole number from 1 to ${MUTE_MAX_MINUTES}.` }),
    ...mistakesInReason(form),
  }
}
