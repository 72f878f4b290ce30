import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { RECOVERY_CODES } from '../../../../protocol/limits.ts'
import type { Security } from '../../../../protocol/rest.ts'
import { type RecoveryCodes, renewRecoveryCodes } from '../../../net/guards.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Sure } from '../../sure.tsx'

export interface RecoveryCardProps {
  security: Security
  onChanged(codes: RecoveryCodes): void
  /** What is offered once they have changed. */
  offer: ComponentChildren
}

/** Codes on paper, for when the app or the passkey is lost. */
export function RecoveryCard({ security, onChanged, offer }: RecoveryCardProps) {
  const { totp, passkeys, recoveryCodesLeft: left } = security
  const [asking, setAsking] = useState(false)

  return (
    <Card
      title="Recovery codes"
      about="For the day on which your app or passkey is lost. Each code works once."
    >
      {totp === null && passkeys === 0 ? (
        <p class="card-empty">You get them with your first app or passkey.</p>
      ) : (
        <div class="card-row">
          <p>
            <strong>{left}</strong> of {RECOVERY_CODES} left.
            {left <= 2 && ' Better make new ones soon.'}
          </p>
          <Button onClick={() => setAsking(true)}>Make new codes</Button>
        </div>
      )}
      {offer}
      {asking && (
        <Sure
          title="Make new codes?"
          action="Make new codes"
          kind="primary"
          act={renewRecoveryCodes}
          done={made => {
            setAsking(false)
            onChanged(made)
          }}
          onClose={() => setAsking(false)}
        >
          The ones you have will no longer work.
        </Sure>
      )}
    </Card>
  )
}
