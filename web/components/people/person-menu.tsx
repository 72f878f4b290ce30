import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Member, Role, Room } from '../../../protocol/events.ts'
import type { Answer } from '../../net/api.ts'
import { appoint, unmuteMember } from '../../net/members.ts'
import { block, openConversation, unblock } from '../../net/people.ts'
import { blockedIds } from '../../state/blocks.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { ROLES } from '../../state/happening.ts'
import { untilWords } from '../../state/moment.ts'
import { personDeeds } from '../../state/person-deeds.ts'
import type { There } from '../../state/presence.ts'
import { say } from '../../state/toast.ts'
import { Avatar } from '../avatar.tsx'
import { LOCALE, minute } from '../clock.ts'
import { Menu, MenuItem } from '../menu.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { PersonPresence } from './person-presence.tsx'
import './person-menu.css'

export interface PersonMenuProps {
  member: Member
  anchor: Element
  there: There
  room: Room
  who: Onlooker
  onClose(): void
}

/** Who somebody is, and what can be done with them here. */
export default function PersonMenu({ member, anchor, there, room, who, onClose }: PersonMenuProps) {
  const [asking, setAsking] = useState<'mute' | 'remove' | 'ban' | 'owner' | 'block'>()
  const { route } = useLocation()
  const { id, displayName, username, role } = member
  const isBlocked = blockedIds.value.has(id)
  const isMe = id === who.me
  const deeds = personDeeds(member, who, minute.value)
  if (asking !== undefined)
    return <PersonDialog asking={asking} member={member} room={room} onClose={onClose} />

  /** Does it, and says what came of it. */
  async function act(done: string, attempt: Promise<Answer<unknown>>, undo?: Undo) {
    onClose()
    const answer = await attempt
    if (!answer.ok) say(answer.refusal.message)
    else say(done, undo && { label: 'Undo', act: () => complaintOf(undo()) })
  }

  async function message() {
    onClose()
    const answer = await openConversation([username])
    if (answer.ok) route(`/rooms/${answer.value.room.id}`)
    else say(answer.refusal.message)
  }

  function make(given: Role) {
    if (given === 'owner') return setAsking('owner')
    const undo = role === null ? undefined : () => appoint(room.id, id, role)
    void act(`${displayName} is ${ROLES[given]} now`, appoint(room.id, id, given), undo)
  }

  return (
    <Menu label={displayName} anchor={anchor} onClose={onClose}>
      <PersonHead member={member} there={there} />
      {!isMe && !(room.kind === 'direct') && (
        <MenuItem icon="talk" onClick={() => void message()}>
          Message
        </MenuItem>
      )}
      {!isMe && (
        <MenuItem
          icon="ban"
          onClick={() =>
            isBlocked
              ? void act(`${displayName} is no longer blocked`, unblock(id), () =>
                  block({ id, username, displayName }),
                )
              : setAsking('block')
          }
        >
          {isBlocked ? 'Unblock' : 'Block'}
        </MenuItem>
      )}
      {deeds.roles.length > 0 && <div class="menu-line" />}
      {deeds.roles.map(given => (
        <MenuItem key={given} icon="crown" onClick={() => make(given)}>
          Make {given}
        </MenuItem>
      ))}
      {(deeds.mute || deeds.unmute || deeds.remove || deeds.ban) && <div class="menu-line" />}
      {deeds.mute && (
        <MenuItem icon="mute" onClick={() => setAsking('mute')}>
          Mute…
        </MenuItem>
      )}
      {deeds.unmute && (
        <MenuItem
          icon="speak"
          onClick={() => void act(`${displayName} may speak again`, unmuteMember(room.id, id))}
        >
          Let speak again
        </MenuItem>
      )}
      {deeds.remove && (
        <MenuItem icon="leave" danger onClick={() => setAsking('remove')}>
          Remove…
        </MenuItem>
      )}
      {deeds.ban && (
        <MenuItem icon="ban" danger onClick={() => setAsking('ban')}>
          Ban…
        </MenuItem>
      )}
    </Menu>
  )
}

type Undo = () => Promise<Answer<unknown>>

async function complaintOf(attempt: Promise<Answer<unknown>>): Promise<string | undefined> {
  const answer = await attempt
  return answer.ok ? undefined : answer.refusal.message
}

function PersonHead({ member, there }: Pick<PersonMenuProps, 'member' | 'there'>) {
  const { id, displayName, username, role, mutedUntil = 0 } = member
  return (
    <div class="person-head">
      <Avatar id={id} name={displayName} large />
      <p class="person-head-names">
        <strong dir="auto">{displayName}</strong>
        <span>
          @{username}
          {role !== null && role !== 'member' && ` · ${role}`}
        </span>
        <PersonPresence {...there} full />
        {mutedUntil > minute.value && (
          <span>muted until {untilWords(mutedUntil, minute.value, LOCALE)}</span>
        )}
      </p>
    </div>
  )
}
