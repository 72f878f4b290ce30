import { Icon } from './icon.tsx'
import './back-link.css'

/** From a room to the list, where the two do not stand side by side. */
export function BackLink() {
  return (
    <a class="back-link icon-button" href="/" aria-label="Back to the rooms">
      <Icon name="back" size={22} />
    </a>
  )
}
