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
  return (
    <div class="person" title={`@${username}`}>
      <Avatar id={id} name={displayName} here={here} />
      <span class="person-name" dir="auto">
        {displayName}
      </span>
      {isMe && <span class="person-note">you</span>}
      {role !== null && role !== 'member' && <span class="person-role">{role}</span>}
    </div>
  )
}
