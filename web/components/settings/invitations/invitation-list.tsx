import type { Invitation } from '../../../../protocol/rest.ts'
import { dateWords, untilWords } from '../../../state/moment.ts'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Entries, Entry } from '../../entries.tsx'

export interface InvitationListProps {
  invitations: readonly Invitation[]
  onWithdraw(invitation: Invitation): void
}

export function InvitationList({ invitations, onWithdraw }: InvitationListProps) {
  if (invitations.length === 0) return <p class="card-empty">There is none at the moment.</p>
  return (
    <Entries label="Open invitations">
      {invitations.map(invitation => (
        <Entry
          key={invitation.id}
          icon="invitation"
          title={titleOf(invitation)}
          notes={[
            `${invitation.used} of ${invitation.uses} used · until ${untilWords(invitation.expiresAt, minute.value, LOCALE)}`,
            `Made ${dateWords(invitation.createdAt, LOCALE)}`,
          ]}
        >
          <Button
            kind="text"
            label={`Withdraw ${titleOf(invitation)}`}
            onClick={() => onWithdraw(invitation)}
          >
            Withdraw
          </Button>
        </Entry>
      ))}
    </Entries>
  )
}

function titleOf({ note }: Invitation): string {
  return note === '' ? 'Without a note' : note
}
