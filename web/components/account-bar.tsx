import { useState } from 'preact/hooks'
import type { Account } from '../../protocol/rest.ts'
import { inbox } from '../net/inbox-line.ts'
import { signOut } from '../net/session.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { ThemeButton } from './theme-button.tsx'
import './account-bar.css'

/** Who is signed in, the way to what they can set, and the way out. */
export function AccountBar({ account }: { account: Account }) {
  const [failed, setFailed] = useState(false)
  return (
    <footer class="account-bar">
      <Avatar
        id={account.id}
        name={account.displayName}
        presence={inbox.isLive.value ? 'here' : 'offline'}
      />
      <p class="account-bar-names">
        <span class="account-bar-name" dir="auto">
          {account.displayName}
        </span>
        <span class="account-bar-handle" role={failed ? 'alert' : undefined}>
          {failed ? 'Could not sign out' : `@${account.username}`}
        </span>
      </p>
      <a class="icon-button" href="/settings" aria-label="Settings" title="Settings">
        <Icon name="settings" />
      </a>
      <ThemeButton />
      <IconButton
        icon="leave"
        label="Sign out"
        onClick={() => void signOut().then(answer => setFailed(!answer.ok))}
      />
    </footer>
  )
}
