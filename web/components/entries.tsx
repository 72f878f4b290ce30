import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import './entries.css'

/** Things one has: devices, passkeys, tokens. */
export function Entries({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ul class="entries" aria-label={label}>
      {children}
    </ul>
  )
}

export interface EntryProps {
  title: ComponentChildren
  /** A word or two that set it apart. */
  mark?: string | undefined
  /** Each a line below the title. */
  notes: readonly ComponentChildren[]
  icon?: IconName
  picture?: ComponentChildren
  /** What can be done with it. */
  children?: ComponentChildren
}

export function Entry({ title, mark, notes, icon, picture, children }: EntryProps) {
  return (
    <li class="entry">
      {icon && (
        <span class="entry-icon">
          <Icon name={icon} />
        </span>
      )}
      {picture}
      <div class="entry-text">
        <p class="entry-title">
          <span dir="auto">{title}</span>
          {mark !== undefined && <span class="entry-mark">{mark}</span>}
        </p>
        {notes.map((note, index) => (
          <p class="entry-note" key={index}>
            {note}
          </p>
        ))}
      </div>
      {children !== undefined && <div class="entry-actions">{children}</div>}
    </li>
  )
}
