import type { RoomLine } from '../../net/room-line.ts'
import { Icon } from '../icon.tsx'
import type { SidePanel } from './side-panel.ts'
import './threads-button.css'

export interface ThreadsButtonProps {
  line: RoomLine
  panel: SidePanel
  onToggle(): void
}

/** To the threads of the room, and in how many somebody has answered. */
export function ThreadsButton({ line, panel, onToggle }: ThreadsButtonProps) {
  const unread = line.threads.unread.value
  const isShown = panel.beside === 'threads' || panel.over === 'threads'
  const label = unread === 0 ? 'Threads' : `Threads, ${unread} unread`
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
      {unread > 0 && <span class="threads-button-count">{unread}</span>}
    </button>
  )
}
