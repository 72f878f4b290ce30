import { useId } from 'preact/hooks'
import type { Account } from '../../../protocol/rest.ts'
import { Icon } from '../icon.tsx'
import { SideColumn } from '../side-column.tsx'
import { wayBack } from '../way-back.ts'
import { ADMIN, OWN, type Section } from './sections.ts'
import './settings-nav.css'

export interface SettingsNavProps {
  account: Account
  current: string | undefined
}

/** The sections there are, and the way back to the chat. */
export function SettingsNav({ account, current }: SettingsNavProps) {
  return (
    <SideColumn
      label="Settings"
      beside={current}
      account={account}
      head={
        <>
          <a
            class="settings-nav-back icon-button"
            href={wayBack()}
            aria-label="Back to the chat"
            title="Back to the chat"
          >
            <Icon name="back" size={22} />
          </a>
          <p class="settings-nav-title serif">Settings</p>
        </>
      }
    >
      <Sections sections={OWN} current={current} />
      {account.role === 'admin' && (
        <Sections title="For admins" sections={ADMIN} current={current} />
      )}
    </SideColumn>
  )
}

interface SectionsProps {
  title?: string
  sections: readonly Section[]
  current: string | undefined
}

function Sections({ title, sections, current }: SectionsProps) {
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
              href={`/settings/${name}`}
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
