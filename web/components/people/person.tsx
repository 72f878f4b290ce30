import type { Member } from '../../../protocol/events.ts'
import { Avatar } from '../avatar.tsx'
import './person.css'

export interface PersonProps {
  member: Member
  here: boolean
  isMe: boolean
}

export function Person({ member, here, isMe }: PersonProps) {
  const { id, displayName, username, role } = member
  const notes = [...(role === null || role === 'member' ? [] : [role]), ...(isMe ? ['you'] : [])]
  return (
    <div class="person" title={`@${username}`}>
      <Avatar id={id} name={displayName} here={here} />
      <span class="person-text">
        <span class="person-name" dir="auto">
          {displayName}
        </span>
        {notes.length > 0 && <span class="person-notes">{notes.join(' · ')}</span>}
      </span>
    </div>
  )
}
