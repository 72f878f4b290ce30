import { type There, thereWords } from '../../state/presence.ts'
import { LOCALE, minute } from '../clock.ts'
import './person-presence.css'

export interface PersonPresenceProps extends There {
  /** Also says what the dot and the place in a list say already. */
  full?: boolean
}

/** In words what the dot at somebody's picture shows. */
export function PersonPresence({ full = false, ...there }: PersonPresenceProps) {
  const isSaid = full || there.presence === 'away' || there.presence === 'offline'
  const words = thereWords(there, minute.value, LOCALE) || (full ? 'not here' : '')
  return isSaid && words !== '' ? <span class="person-presence">{words}</span> : null
}
