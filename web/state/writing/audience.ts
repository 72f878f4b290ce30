import type { CalledAudience } from '../../../protocol/events.ts'
import { calledIn } from '../../../protocol/mentions.ts'
import type { Counts } from '../counts.ts'

/** Members up to which everybody is called without being asked: they are a handful. */
export const CALLED_UNASKED = 5

/** Who may be called at once: so many, nobody (null), or not known yet. */
export type Callable = Counts | null | undefined

/** What to ask before a message goes out that calls everybody; undefined where nothing needs asking. */
export function questionFor(body: string, callable: Callable): string | undefined {
  const { audience } = calledIn(body)
  if (audience === undefined || !callable || callable.members <= CALLED_UNASKED) return undefined
  return QUESTIONS[audience](callable)
}

const QUESTIONS: Record<CalledAudience, (counts: Counts) => string> = {
  room: ({ members }) => `Notify all ${members} members?`,
  here: ({ here }) => `Notify the ${here} ${here === 1 ? 'person' : 'people'} here?`,
}

/** That a message will not call everybody, though it is written so. */
export function vainCallIn(body: string, callable: Callable): string | undefined {
  if (callable !== null) return undefined
  const { audience } = calledIn(body)
  return audience && `“@${audience}” will notify nobody: you may not call everybody here.`
}
