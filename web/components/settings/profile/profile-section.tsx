import { loadAccount } from '../../../net/account.ts'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import type { SectionProps } from '../sections.ts'
import { ProfileForm } from './profile-form.tsx'

export function ProfileSection({ account: { id } }: SectionProps) {
  const loaded = useLoaded(loadAccount)
  return (
    <Loading of={loaded} lines={4}>
      {account => <ProfileForm key={id} account={account} />}
    </Loading>
  )
}
