import { loadDeployment } from '../../../net/deployment.ts'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import type { SectionProps } from '../sections.ts'
import { DeleteCard } from './delete-card.tsx'
import { EmailCard } from './email-card.tsx'
import { ExportCard } from './export-card.tsx'
import { NameCard } from './name-card.tsx'

/** What the account is, what is known of it, and its end. */
export function AccountSection({ account }: SectionProps) {
  const loaded = useLoaded(loadDeployment)
  return (
    <Loading of={loaded} lines={4}>
      {deployment => (
        <>
          <NameCard account={account} />
          {(deployment.email !== 'off' || account.email !== null) && (
            <EmailCard account={account} policy={deployment.email} />
          )}
          <ExportCard account={account} />
          <DeleteCard account={account} deployment={deployment} />
        </>
      )}
    </Loading>
  )
}
