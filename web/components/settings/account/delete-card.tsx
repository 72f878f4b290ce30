import { useState } from 'preact/hooks'
import type { Account, Deployment } from '../../../../protocol/rest.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { DeleteDialog } from './delete-dialog.tsx'

export interface DeleteCardProps {
  account: Account
  deployment: Deployment
}

/** The way out for good. */
export function DeleteCard({ account, deployment }: DeleteCardProps) {
  const [asking, setAsking] = useState(false)
  return (
    <Card
      title="Delete the account"
      about="For good: nobody can bring it back. Export your data first if you want to keep any of it."
    >
      <div class="card-row">
        <Button kind="danger-plain" onClick={() => setAsking(true)}>
          Delete my account
        </Button>
      </div>
      {asking && (
        <DeleteDialog account={account} deployment={deployment} onClose={() => setAsking(false)} />
      )}
    </Card>
  )
}
