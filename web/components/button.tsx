import type { ComponentChildren } from 'preact'
import './button.css'

export interface ButtonProps {
  children: ComponentChildren
  kind?: 'primary' | 'plain' | 'text' | 'danger' | 'danger-plain'
  type?: 'button' | 'submit'
  busy?: boolean
  /** Its name where its words alone do not say what it is about; begins with them. */
  label?: string
  /** Whether what it opens and closes is open. */
  expanded?: boolean
  /** Where it turns something on or off: whether it is on. */
  pressed?: boolean
  onClick?: () => void
}

/** Busy, it stays focusable and says so, but does nothing. */
export function Button({
  children,
  kind = 'plain',
  type = 'button',
  busy = false,
  label,
  expanded,
  pressed,
  onClick,
}: ButtonProps) {
  return (
    <button
      class={`button button-${kind}`}
      type={type}
      aria-label={label}
      aria-expanded={expanded}
      aria-pressed={pressed}
      aria-disabled={busy}
      aria-busy={busy}
      onClick={event => {
        if (busy) event.preventDefault()
        else onClick?.()
      }}
    >
      {children}
    </button>
  )
}
