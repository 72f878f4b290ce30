import type { RoomLine } from '../../net/room-line.ts'
import { unsentThreads } from '../../state/unsent.ts'
import { Icon } from '../icon.tsx'
import type { SidePanel } from './side-panel.ts'
import './threads-button.css'

export interface ThreadsButtonProps {
  line: RoomLine
  panel: SidePanel
  onToggle(): void
}

/** To the threads of the room, in how many somebody has answered, and whether one's own answers went out. */
export function ThreadsButton({ line, panel, onToggle }: ThreadsButtonProps) {
  const unread = line.threads.unread.value
  const isShown = panel.beside === 'threads' || panel.over === 'threads'
  const unsent = unsentThreads(line.pending.value)
  const words = [
    'Threads',
    ...(unread > 0 ? [`${unread} unread`] : []),
    ...(unsent.length > 0 ? ['not all sent'] : []),
  ]
  const label = words.join(', ')
  return (
    <button
      class="icon-button threads-button"
      type="button"
      aria-label={label}
      aria-expanded={isShown}
      title={label}
      onClick={onToggle}
    >
      <Icon name="talk" />
      {unsent.length > 0 ? (
        <span class="threads-button-count threads-button-unsent">!</span>
      ) : (
        unread > 0 && <span class="threads-button-count">{unread}</span>
      )}
    </button>
  )
}
