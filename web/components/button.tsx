import type { ComponentChildren } from 'preact'
import './button.css'

export interface ButtonProps {
  children: ComponentChildren
  kind?: 'primary' | 'plain' | 'text'
  type?: 'button' | 'submit'
  busy?: boolean
  onClick?: () => void
}

/** Busy, it stays focusable and says so, but does nothing. */
export function Button({
  children,
  kind = 'plain',
  type = 'button',
  busy = false,
  onClick,
}: ButtonProps) {
  return (
    <button
      class={`button button-${kind}`}
      type={type}
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
