import type { Bubble } from '../../state/rows.ts'
import { Icon, type IconName } from '../icon.tsx'
import type { Hands } from './hands.ts'
import { QuickReactions } from './reactions/quick-reactions.tsx'
import './toolbar.css'

/** Emoji that are at hand. */
const AT_HAND = 3

export interface ToolbarProps {
  bubble: Bubble
  by: string
  hands: Hands
}

/** What is done most with the message that is pointed at, or has the focus. */
export function Toolbar({ bubble, by, hands }: ToolbarProps) {
  const { message } = bubble
  const { who } = hands
  if (message === undefined) return null
  const { seq } = message
  const maySend = who.may('messages.send')
  const { thread } = hands
  return (
    <div class="toolbar" role="toolbar" aria-label="This message">
      {who.may('messages.react') && (
        <QuickReactions
          message={message}
          count={AT_HAND}
          onPick={emoji => hands.react(message, emoji)}
          onMore={anchor => hands.ask({ kind: 'picker', message, anchor })}
        />
      )}
      {maySend && <Tool icon="reply" label="Reply" onClick={() => hands.reply(message)} />}
      {maySend && thread !== undefined && (
        <Tool icon="thread" label="Reply in thread" onClick={() => thread(seq)} />
      )}
      {hands.mayEdit(bubble, by) && (
        <Tool icon="pen" label="Edit" onClick={() => hands.edit(seq)} />
      )}
    </div>
  )
}

function Tool({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button class="quick-reaction" type="button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={18} />
    </button>
  )
}
