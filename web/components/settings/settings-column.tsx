import type { ComponentChildren } from 'preact'
import type { Account } from '../../../protocol/rest.ts'
import { Icon } from '../icon.tsx'
import { SideColumn } from '../side-column.tsx'
import { wayBack } from '../way-back.ts'
import './settings-nav.css'

export interface SettingsColumnProps {
  title: string
  account: Account
  /** The section that is open. */
  current: string | undefined
  children: ComponentChildren
}

/** The column that sections are listed in, with the way back to the chat. */
export function SettingsColumn({ title, account, current, children }: SettingsColumnProps) {
  return (
    <SideColumn
      label={title}
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
          <p class="settings-nav-title serif">{title}</p>
        </>
      }
    >
      {children}
    </SideColumn>
  )
}
