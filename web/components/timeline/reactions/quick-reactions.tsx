import type { HeldMessage } from '../../../state/held.ts'
import { isMine } from '../../../state/reactions.ts'
import { favourites } from '../../../state/recent-emoji.ts'
import { Icon } from '../../icon.tsx'
import { uses } from './uses.ts'
import './quick-reactions.css'

export interface QuickReactionsProps {
  message: HeldMessage
  /** How many are offered. */
  count: number
  onPick(emoji: string): void
  /** Others are wanted. */
  onMore(anchor: Element): void
}

/** The emoji somebody uses most, and the way to all of them. */
export function QuickReactions({ message, count, onPick, onMore }: QuickReactionsProps) {
  return (
    <>
      {favourites(uses.value, count).map(emoji => (
        <button
          key={emoji}
          class="quick-reaction"
          type="button"
          aria-pressed={isMine(message, emoji)}
          aria-label={`React with ${emoji}`}
          title={`React with ${emoji}`}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
      <button
        class="quick-reaction"
        type="button"
        aria-label="Another reaction"
        title="Another reaction"
        onClick={({ currentTarget }) => onMore(currentTarget)}
      >
        <Icon name="smile" size={18} />
      </button>
    </>
  )
}
