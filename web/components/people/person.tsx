import type { Member } from '../../../protocol/events.ts'
import { Avatar } from '../avatar.tsx'
import { minute } from '../clock.ts'
import { Icon } from '../icon.tsx'
import './person.css'

export interface PersonProps {
  member: Member
  here: boolean
  isMe: boolean
  /** Shows what there is to do with them, beside `anchor`. */
  onChoose(member: Member, anchor: Element): void
}

export function Person({ member, here, isMe, onChoose }: PersonProps) {
  const { id, displayName, username, role, mutedUntil = 0 } = member
  const notes = [...(role === null || role === 'member' ? [] : [role]), ...(isMe ? ['you'] : [])]
  return (
    <button
      class="person"
      type="button"
      title={`@${username}`}
      onClick={event => onChoose(member, event.currentTarget)}
    >
      <Avatar id={id} name={displayName} here={here} />
      <span class="person-text">
        <span class="person-name" dir="auto">
          {displayName}
        </span>
        {notes.length > 0 && <span class="person-notes">{notes.join(' · ')}</span>}
      </span>
      {mutedUntil > minute.value && (
        <span class="person-muted" title="Muted">
          <Icon name="mute" size={15} />
          <span class="unseen">muted</span>
        </span>
      )}
    </button>
  )
}
