import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import './spoiler.css'

/** Text that is not there at all, for eyes or ears, until somebody asks for it. */
export function Spoiler({ children }: { children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <span class={`spoiler ${isOpen ? 'spoiler-open' : ''}`}>
      <button
        class="spoiler-button"
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Spoiler
      </button>
      {isOpen && <span class="spoiler-text">{children}</span>}
    </span>
  )
}
