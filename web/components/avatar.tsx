import { hueOf, initialsOf } from '../state/people.ts'
import './avatar.css'

export interface AvatarProps {
  id: string
  name: string
  /** Whether they are here; left out where it does not matter. */
  here?: boolean
  large?: boolean
}

/** A person in a niche of their own colour. Their name stands beside it, so it is not read out. */
export function Avatar({ id, name, here, large = false }: AvatarProps) {
  return (
    <span
      class={`avatar ${large ? 'avatar-large' : ''} ${here === false ? 'avatar-away' : ''}`}
      style={{ '--hue': hueOf(id) }}
      aria-hidden="true"
    >
      <span class="avatar-niche">{initialsOf(name)}</span>
      {here && <span class="avatar-here" />}
    </span>
  )
}
