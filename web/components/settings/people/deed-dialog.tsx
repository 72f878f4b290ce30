import { useState } from 'preact/hooks'
import type { AccountEntry } from '../../../../protocol/rest.ts'
import { changeRole } from '../../../net/account.ts'
import { offerReset, signOutEverywhere } from '../../../net/reset.ts'
import { resetLink } from '../../../state/reset.ts'
import { Button } from '../../button.tsx'
import { CopyText } from '../../copy-text.tsx'
import { Dialog } from '../../dialog.tsx'
import { Sure } from '../../sure.tsx'
import type { Deed } from './manage-person.tsx'

export interface DeedDialogProps {
  entry: AccountEntry
  deed: Deed
  /** The account is another now. */
  onChanged(entry: AccountEntry): void
  /** @param said what has happened */
  onDone(said: string): void
  onClose(): void
}

/** Asks once more, does it, and shows what comes of it. */
export function DeedDialog(props: DeedDialogProps) {
  switch (props.deed) {
    case 'role':
      return <RoleDialog {...props} />
    case 'reset':
      return <ResetDialog {...props} />
    case 'sign-out':
      return <SignOutDialog {...props} />
    default:
      return props.deed satisfies never
  }
}

function RoleDialog({ entry, onChanged, onDone, onClose }: DeedDialogProps) {
  const next = entry.role === 'admin' ? 'member' : 'admin'
  return (
    <Sure
      title={next === 'admin' ? 'Make an admin?' : 'No admin any more?'}
      action={next === 'admin' ? 'Make admin' : 'Make member'}
      kind="primary"
      act={() => changeRole(entry.id, next)}
      done={changed => {
        onChanged(changed)
        onDone(
          `${changed.displayName} is ${next === 'admin' ? 'an admin now' : 'no admin any more'}`,
        )
      }}
      onClose={onClose}
    >
      <strong dir="auto">{entry.displayName}</strong>{' '}
      {next === 'admin'
        ? 'will be able to invite people, and to make and unmake admins, you among them.'
        : 'will no longer see these pages.'}
    </Sure>
  )
}

function ResetDialog({ entry, onDone, onClose }: DeedDialogProps) {
  const [token, setToken] = useState<string>()
  if (token === undefined)
    return (
      <Sure
        title="A link for a new password?"
        action="Make the link"
        kind="primary"
        act={() => offerReset(entry.id)}
        done={offer => setToken(offer.token)}
        onClose={onClose}
      >
        Whoever opens it within a day chooses the password of{' '}
        <strong dir="auto">{entry.displayName}</strong>. Be sure who you give it to. A second factor
        is asked for all the same.
      </Sure>
    )
  return (
    <Dialog title="The link" onClose={onClose} firm>
      <div class="dialog-form">
        <p>It is not shown again, and works once, within a day.</p>
        <CopyText label="Link for a new password" text={resetLink(location.origin, token)} />
        <div class="dialog-actions">
          <Button kind="primary" onClick={() => onDone('The link is made')}>
            I have it
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function SignOutDialog({ entry, onDone, onClose }: DeedDialogProps) {
  return (
    <Sure
      title="Sign out everywhere?"
      action="Sign out"
      act={() => signOutEverywhere(entry.id)}
      done={({ ended }) =>
        onDone(ended === 1 ? 'One session has ended' : `${ended} sessions have ended`)
      }
      onClose={onClose}
    >
      <strong dir="auto">{entry.displayName}</strong> will have to sign in again, on every device,
      and their programs need new tokens.
    </Sure>
  )
}
