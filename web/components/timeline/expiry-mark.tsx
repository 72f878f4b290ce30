import { exactLabel } from '../../state/day.ts'
import { durationWords } from '../../state/duration.ts'
import { LOCALE, minute } from '../clock.ts'
import { Icon } from '../icon.tsx'

/** The least that is said to be left: below, it is about to be gone. */
const LEAST_MS = 60_000

/** At a message that is there for a while only. */
export function ExpiryMark({ at }: { at: number }) {
  const left = Math.ceil(Math.max(LEAST_MS, at - minute.value) / LEAST_MS) * LEAST_MS
  return (
    <span class="message-mark" title={`Disappears on ${exactLabel(at, LOCALE)}`}>
      <Icon name="clock" size={14} />
      <span class="unseen">Disappears in </span>
      {durationWords(left)}
    </span>
  )
}
