import { Icon } from '../icon.tsx'
import './new-pill.css'

/** Back to the newest, and how much of it has not been seen. */
export function NewPill({ count, onClick }: { count: number; onClick(): void }) {
  return (
    <button
      class={`new-pill ${count > 0 ? 'new-pill-news' : ''}`}
      type="button"
      aria-label={count > 0 ? `${count} new, to the newest` : 'To the newest'}
      onClick={onClick}
    >
      <Icon name="down" size={18} />
      {count > 0 && <span>{count} new</span>}
    </button>
  )
}
