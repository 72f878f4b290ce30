import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../icon.tsx'
import { useTitle } from '../title.ts'
import './settings-place.css'

export interface SettingsPlaceProps {
  title: string
  /** Whether somebody came here from another one. */
  turned: boolean
  /** The list that it is one of. */
  list: { href: string; label: string }
  children: ComponentChildren
}

/** One section: its name, the way back to the list where that does not stand beside it, its cards. */
export function SettingsPlace({ title, turned, list, children }: SettingsPlaceProps) {
  const main = useRef<HTMLElement>(null)
  useTitle(title)
  // Where the list made way for the page, the link that led here has gone.
  useEffect(() => {
    if (turned && document.activeElement === document.body)
      main.current?.focus({ preventScroll: true })
  }, [])
  return (
    <main id="main" ref={main} class="settings-place" tabIndex={-1}>
      <header class="settings-place-head">
        <a class="back-link icon-button" href={list.href} aria-label={list.label}>
          <Icon name="back" size={22} />
        </a>
        <h1 class="serif">{title}</h1>
      </header>
      <div class="settings-place-inside">{children}</div>
    </main>
  )
}
