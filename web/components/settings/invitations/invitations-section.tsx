import { useState } from 'preact/hooks'
import { INVITATIONS_MAX } from '../../../../protocol/limits.ts'
import type { Invitation } from '../../../../protocol/rest.ts'
import { loadInvitations, withdrawInvitation } from '../../../net/invitations.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { Sure } from '../../sure.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { countOf, useLoaded } from '../../use-loaded.ts'
import { CreateInvitation } from './create-invitation.tsx'
import { InvitationList } from './invitation-list.tsx'

/** Links with which others make an account here. */
export function InvitationsSection() {
  const loaded = useLoaded(loadInvitations)
  const heading = useFocusHome(countOf(loaded))
  const [creating, setCreating] = useState(false)
  const [withdrawing, setWithdrawing] = useState<Invitation>()
  const [said, setSaid] = useState<string>()

  return (
    <Card
      title="Open invitations"
      about="Whoever has the link can make an account, as often as you said and as long as it lasts."
      heading={heading}
    >
      <Loading of={loaded}>
        {invitations => (
          <>
            <InvitationList invitations={invitations} onWithdraw={setWithdrawing} />
            <div class="card-row">
              {invitations.length < INVITATIONS_MAX ? (
                <Button onClick={() => setCreating(true)}>Invite somebody</Button>
              ) : (
                <p class="card-empty">There are as many as there may be.</p>
              )}
              <Said text={said} />
            </div>
          </>
        )}
      </Loading>
      {creating && (
        <CreateInvitation
          onMade={() => {
            setSaid(undefined)
            void loaded.reload()
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {withdrawing && (
        <Sure
          title="Withdraw this invitation?"
          action="Withdraw"
          act={() => withdrawInvitation(withdrawing.id)}
          done={() => {
            setWithdrawing(undefined)
            setSaid('Withdrawn')
            void loaded.reload()
          }}
          onClose={() => setWithdrawing(undefined)}
        >
          Its link will no longer work. Accounts that were made with it stay.
        </Sure>
      )}
    </Card>
  )
}
