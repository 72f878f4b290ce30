import { REASON_MAX_CHARS } from '../../../protocol/limits.ts'
import { type Report, type ReportState, resolveReportSchema } from '../../../protocol/rest.ts'
import { type Mistakes, mistakesAgainst } from '../mistakes.ts'

// What a moderator makes of a report: what happens to the message, and to who wrote it.

export const FATES = ['nothing', 'mute', 'remove', 'ban'] as const
export type Fate = (typeof FATES)[number]

export interface Plan {
  deletes: boolean
  fate: Fate
  /** For a mute. */
  minutes: number
  /** For a ban: hours of what they said that go with them. */
  purgeHours: number
  /** Kept with the report, and given as the reason of what is done. */
  note: string
}

export function firstPlan(canDelete: boolean): Plan {
  return { deletes: canDelete, fate: 'nothing', minutes: 60, purgeHours: 0, note: '' }
}

export type Step = 'delete' | Exclude<Fate, 'nothing'> | 'resolve'

/** What has to be done for it, in this order: the report is resolved once the rest has come about. */
export function stepsOf({ deletes, fate }: Plan): Step[] {
  return [
    ...(deletes ? (['delete'] as const) : []),
    ...(fate === 'nothing' ? [] : [fate]),
    'resolve',
  ]
}

/** What is wrong with a note. */
export function mistakesInNote({ note }: { note: string }): Mistakes<'note'> {
  return mistakesAgainst(
    resolveReportSchema,
    { state: 'acted', note },
    {
      note: `One line of at most ${REASON_MAX_CHARS} characters.`,
    },
  )
}

/** What a button says that does it. */
export function planWords({ deletes, fate }: Plan): string {
  const act = ACTS[fate]
  if (!deletes) return act ?? 'Resolve'
  return act === undefined ? 'Delete message' : `Delete and ${act.toLowerCase()}`
}

const ACTS: Readonly<Partial<Record<Fate, string>>> = {
  mute: 'Mute',
  remove: 'Remove',
  ban: 'Ban',
}

const RESOLVED: Readonly<Record<Exclude<ReportState, 'open'>, string>> = {
  acted: 'Acted on',
  dismissed: 'Dismissed',
}

/** What became of a report. */
export function outcomeOf({ state }: Pick<Report, 'state'>): string {
  return state === 'open' ? 'Open' : RESOLVED[state]
}

/** Minutes of a mute to choose from. */
export const MUTES: Readonly<Record<string, string>> = {
  10: '10 minutes',
  60: 'an hour',
  480: '8 hours',
  1440: 'a day',
  10080: 'a week',
  40320: '4 weeks',
}

/** Hours of what a banned person said that go with them, to choose from. */
export const PURGES: Readonly<Record<string, string>> = {
  0: 'Keep the rest',
  1: 'Delete the last hour’s',
  24: 'Delete the last day’s',
  168: 'Delete the last week’s',
}

/** Said to who was not the first. */
export const LATE = 'Somebody had seen to it already'
