import { Icon } from '../icon.tsx'
import './new-pill.css'

export interface NewPillProps {
  /** How much of the newest has not been seen. */
  count: number
  /** Whether the reader is so far from it that it is not even loaded around them. */
  isFar: boolean
  onClick(): void
}

/** Beyond this the number says no more than that it is many. */
const COUNT_MAX = 99

/** Back to the newest, and how much of it has not been seen. */
export function NewPill({ count, isFar, onClick }: NewPillProps) {
  const many = count > COUNT_MAX ? `${COUNT_MAX}+` : `${count}`
  return (
    <button
      class={`new-pill ${count > 0 ? 'new-pill-news' : ''} ${isFar ? 'new-pill-far' : ''}`}
      type="button"
      aria-label={labelOf(count > 0 ? many : undefined, isFar)}
      onClick={onClick}
    >
      <Icon name="down" size={18} />
      {isFar && <span>Back to the newest</span>}
      {count > 0 && <span class={isFar ? 'new-pill-count' : ''}>{many} new</span>}
    </button>
  )
}

function labelOf(count: string | undefined, isFar: boolean): string {
  if (isFar) return count === undefined ? 'Back to the newest' : `Back to the newest, ${count} new`
  return count === undefined ? 'To the newest' : `${count} new, to the newest`
}
