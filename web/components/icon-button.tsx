import { Icon, type IconName } from './icon.tsx'
import './icon-button.css'

export interface IconButtonProps {
  icon: IconName
  label: string
  onClick(event: { currentTarget: HTMLButtonElement }): void
  expanded?: boolean
}

/** A button that is only a picture, with its words as name and tooltip. */
export function IconButton({ icon, label, onClick, expanded }: IconButtonProps) {
  return (
    <button
      class="icon-button"
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
    >
      <Icon name={icon} />
    </button>
  )
}
