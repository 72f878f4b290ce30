import type { Member } from '../../../protocol/events.ts'
import type { There } from '../../state/presence.ts'
import { Avatar } from '../avatar.tsx'
import { minute } from '../clock.ts'
import { Icon } from '../icon.tsx'
import { PersonPresence } from './person-presence.tsx'
import './person.css'

export interface PersonProps extends There {
  member: Member
  isMe: boolean
  /** Shows what there is to do with them, beside `anchor`. */
  onChoose(member: Member, anchor: Element, there: There): void
}

export function Person({ member, presence, lastSeenAt, isMe, onChoose }: PersonProps) {
  const { id, displayName, username, role, mutedUntil = 0 } = member
  const notes = [...(role === null || role === 'member' ? [] : [role]), ...(isMe ? ['you'] : [])]
  return (
    <button
      class="person"
      type="button"
      title={`@${username}`}
      onClick={event => onChoose(member, event.currentTarget, { presence, lastSeenAt })}
    >
      <Avatar id={id} name={displayName} presence={presence} />
      <span class="person-text">
        <span class="person-name" dir="auto">
          {displayName}
        </span>
        {notes.length > 0 && <span class="person-notes">{notes.join(' · ')}</span>}
        <PersonPresence presence={presence} lastSeenAt={lastSeenAt} />
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
