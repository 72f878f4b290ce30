import { Fragment } from 'preact'
import { loadAccount } from '../../../net/account.ts'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import type { SectionProps } from '../sections.ts'
import { PrivacyCard } from './privacy-card.tsx'
import { ProfileForm } from './profile-form.tsx'

export function ProfileSection({ account: { id } }: SectionProps) {
  const loaded = useLoaded(loadAccount)
  return (
    <Loading of={loaded} lines={4}>
      {account => (
        <Fragment key={id}>
          <ProfileForm account={account} />
          <PrivacyCard account={account} />
        </Fragment>
      )}
    </Loading>
  )
}
