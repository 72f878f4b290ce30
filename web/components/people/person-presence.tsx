import { lastSeenWords, type There } from '../../state/presence.ts'
import { LOCALE, minute } from '../clock.ts'
import './person-presence.css'

export interface PersonPresenceProps extends There {
  /** Also says of who is here that they are. */
  full?: boolean
}

/** In words what the dot at somebody's picture shows. */
export function PersonPresence({ presence, lastSeenAt, full = false }: PersonPresenceProps) {
  if (presence === 'away') return <span class="person-presence">away</span>
  if (presence === 'here') return full ? <span class="person-presence">here now</span> : null
  if (lastSeenAt === undefined) return full ? <span class="person-presence">not here</span> : null
  return (
    <span class="person-presence">
      {lastSeenWords(lastSeenAt, Math.max(minute.value, lastSeenAt), LOCALE)}
    </span>
  )
}
