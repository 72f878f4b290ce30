import { loadSecurity } from '../../../net/guards.ts'
import { Loading } from '../loading.tsx'
import type { SectionProps } from '../sections.ts'
import { useLoaded } from '../use-loaded.ts'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { RecoveryCard } from './recovery-card.tsx'
import { TotpCard } from './totp-card.tsx'

/** What the account is guarded with. */
export function SecuritySection({ account }: SectionProps) {
  const loaded = useLoaded(loadSecurity)
  return (
    <Loading of={loaded} lines={5}>
      {security => (
        <>
          <PasswordCard account={account} security={security} onChanged={loaded.reload} />
          <TotpCard security={security} onChanged={loaded.reload} />
          <PasskeysCard onChanged={loaded.reload} />
          <RecoveryCard security={security} onChanged={loaded.reload} />
        </>
      )}
    </Loading>
  )
}
