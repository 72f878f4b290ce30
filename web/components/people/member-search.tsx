import { useState } from 'preact/hooks'
import type { Role } from '../../../protocol/events.ts'
import type { MembersPage } from '../../../protocol/rest.ts'
import { loadMembers } from '../../net/members.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { byRole } from '../../state/people.ts'
import { type Company, thereIn } from '../../state/presence.ts'
import { LOCALE } from '../clock.ts'
import { MorePages } from '../more-pages.tsx'
import { SearchField } from '../search-field.tsx'
import { usePages } from '../use-pages.ts'
import { Person, type PersonProps } from './person.tsx'
import { useStandings } from './use-standings.ts'
import './member-search.css'

export interface MemberSearchProps {
  line: RoomLine
  me: string
  onChoose: PersonProps['onChoose']
}

type Entry = MembersPage['members'][number]

/** The people of a large room, page by page, and found by their names. */
export default function MemberSearch({ line, me, onChoose }: MemberSearchProps) {
  const [sought, setSought] = useState('')
  const q = sought.trim()
  const pages = usePages<Entry>(q, async after => {
    const answer = await loadMembers(line.id, q, after)
    if (!answer.ok) return answer
    return { ok: true, value: { items: answer.value.members, after: answer.value.after } }
  })
  const { members, here } = line.counts.value
  const people = line.people.value
  // What the room has said since is newer than the page.
  const now = pages.items.map(entry => ({ ...entry, ...people.get(entry.id) }))
  const others = now.filter(entry => !entry.here && entry.id !== me)
  const standings = useStandings(others.slice(0, WATCHED_HERE).map(({ id }) => id))
  return (
    <div class="member-search">
      <p class="member-search-counts">
        <strong>{members.toLocaleString(LOCALE)}</strong> people,{' '}
        <strong>{here.toLocaleString(LOCALE)}</strong> here now
      </p>
      <SearchField label="Find somebody here" value={sought} onInput={setSought} />
      {pages.phase === 'here' && now.length === 0 && (
        <p class="member-search-none">Nobody here has such a name.</p>
      )}
      {byRole(now).map(([role, entries]) => (
        <section key={role} class="people-list" aria-label={TITLES[role]}>
          <h2 class="people-list-title">{TITLES[role]}</h2>
          <ul>
            {entries.map(entry => (
              <li key={entry.id}>
                <Person
                  member={entry}
                  {...thereIn(companyOf(entry), entry.id, standings.get(entry.id))}
                  isMe={entry.id === me}
                  onChoose={onChoose}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <MorePages pages={pages} />
    </div>
  )
}

/** Of so many people it is asked whether they are somewhere else. */
const WATCHED_HERE = 100

/** What the page says of somebody's being in the room. */
function companyOf({ id, here, away, lastSeenAt }: Entry): Company {
  return {
    here: new Set(here ? [id] : []),
    away: new Set(away ? [id] : []),
    lastSeen: new Map(lastSeenAt === undefined ? [] : [[id, lastSeenAt]]),
  }
}

const TITLES: Record<Role, string> = {
  owner: 'Owners',
  admin: 'Admins',
  moderator: 'Moderators',
  member: 'Members',
}
