import { useLocation } from 'preact-iso'

export interface OtherDoorProps {
  to: '/sign-in' | '/register'
  ask: string
  label: string
}

/** From one of the two pages to the other; the way on, and an invitation, come along. */
export function OtherDoor({ to, ask, label }: OtherDoorProps) {
  // Read for its changes: the address itself says more than it does.
  useLocation()
  return (
    <p class="doorway-other">
      {ask} <a href={`${to}${location.search}${location.hash}`}>{label}</a>
    </p>
  )
}
