import { useId } from 'preact/hooks'
import type { Account } from '../../../protocol/rest.ts'
import { Icon } from '../icon.tsx'
import { ADMIN, OWN, type SectionLink } from './sections.ts'
import { SettingsColumn } from './settings-column.tsx'

export interface SettingsNavProps {
  account: Account
  current: string | undefined
}

/** The sections there are, and the way back to the chat. */
export function SettingsNav({ account, current }: SettingsNavProps) {
  return (
    <SettingsColumn title="Settings" account={account} current={current}>
      <Sections base="/settings" sections={OWN} current={current} />
      {account.role === 'admin' && (
        <Sections title="For admins" base="" sections={ADMIN} current={current} />
      )}
    </SettingsColumn>
  )
}

export interface SectionsProps {
  title?: string
  /** Where their paths begin. */
  base: string
  sections: readonly SectionLink[]
  current: string | undefined
}

/** Links to a group of sections. */
export function Sections({ title, base, sections, current }: SectionsProps) {
  const id = useId()
  return (
    <>
      {title !== undefined && (
        <h2 class="settings-nav-group" id={id}>
          {title}
        </h2>
      )}
      <ul aria-labelledby={title === undefined ? undefined : id}>
        {sections.map(({ name, title, about, icon }) => (
          <li key={name}>
            <a
              class="settings-link"
              href={`${base}/${name}`}
              {...(name === current ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon name={icon} />
              <span class="settings-link-text">
                <span class="settings-link-title">{title}</span>
                <span class="settings-link-about">{about}</span>
              </span>
              <Icon name="forward" size={18} />
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
