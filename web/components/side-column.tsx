import type { ComponentChildren } from 'preact'
import type { Account } from '../../protocol/rest.ts'
import { AccountBar } from './account-bar.tsx'
import './side-column.css'

export interface SideColumnProps {
  /** What one finds one's way through here. */
  label: string
  /** What stands beside it, when something does: the keyboard may go there at once. */
  beside: string | undefined
  account: Account
  head: ComponentChildren
  children: ComponentChildren
}

/** What there is to choose from, and who one is. A small screen shows it alone. */
export function SideColumn({ label, beside, account, head, children }: SideColumnProps) {
  return (
    <nav class="side-column" aria-label={label}>
      {beside !== undefined && (
        <a class="side-column-skip" href="#main">
          Skip to {beside}
        </a>
      )}
      <header class="side-column-head">{head}</header>
      <div class="side-column-scroll">{children}</div>
      <AccountBar account={account} />
    </nav>
  )
}
