import type { AccountEntry } from '../../../../protocol/rest.ts'
import { Button } from '../../button.tsx'
import { Dialog } from '../../dialog.tsx'
import './manage-person.css'

/** What an admin can do about somebody's account. */
export type Deed = 'role' | 'reset' | 'sign-out'

export interface ManagePersonProps {
  entry: AccountEntry
  onChoose(deed: Deed): void
  onClose(): void
}

export function ManagePerson({ entry, onChoose, onClose }: ManagePersonProps) {
  return (
    <Dialog title={entry.displayName} onClose={onClose}>
      <div class="manage-person">
        <Button onClick={() => onChoose('role')}>
          {entry.role === 'admin' ? 'Make member' : 'Make admin'}
        </Button>
        <Button onClick={() => onChoose('reset')}>Link for a new password</Button>
        <Button onClick={() => onChoose('sign-out')}>Sign out everywhere</Button>
      </div>
    </Dialog>
  )
}
