import { hueOf, initialsOf } from '../state/people.ts'
import type { Presence } from '../state/presence.ts'
import './avatar.css'

export interface AvatarProps {
  id: string
  name: string
  /** How they are there; left out where it does not matter. */
  presence?: Presence
  large?: boolean
}

/** A person in a niche of their own colour. Their name stands beside it, so it is not read out. */
export function Avatar({ id, name, presence, large = false }: AvatarProps) {
  return (
    <span
      class={`avatar ${large ? 'avatar-large' : ''} ${presence === 'offline' ? 'avatar-offline' : ''}`}
      style={{ '--hue': hueOf(id) }}
      aria-hidden="true"
    >
      <span class="avatar-niche">{initialsOf(name)}</span>
      {presence && <span class={`avatar-dot avatar-dot-${presence}`} />}
    </span>
  )
}
