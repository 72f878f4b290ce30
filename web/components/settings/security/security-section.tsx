import { useState } from 'preact/hooks'
import { loadSecurity, type RecoveryCodes } from '../../../net/guards.ts'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import type { SectionProps } from '../sections.ts'
import { Elsewhere } from './elsewhere.tsx'
import { KeepCodes } from './keep-codes.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { RecoveryCard } from './recovery-card.tsx'
import { TotpCard } from './totp-card.tsx'

interface Change {
  card: 'app' | 'passkeys' | 'codes'
  /** That came with it, and are still to be kept. */
  codes: RecoveryCodes
  /** Which change this is; each is followed by an offer of its own. */
  nth: number
}

/** What the account is guarded with. */
export function SecuritySection({ account }: SectionProps) {
  const loaded = useLoaded(loadSecurity)
  const [change, setChange] = useState<Change>()

  function changed(card: Change['card']) {
    return (codes: RecoveryCodes) => {
      setChange(last => ({ card, codes, nth: (last?.nth ?? 0) + 1 }))
      // What the page leads to behind a dialog, nobody comes to.
      if (codes === null) void loaded.reload()
    }
  }
  const offerAt = (card: Change['card']) =>
    change?.card === card && change.codes === null && <Elsewhere key={change.nth} />

  return (
    <Loading of={loaded} lines={5}>
      {security => (
        <>
          <PasswordCard
            account={account}
            security={security}
            onChanged={() => {
              // The server has ended the other sessions itself.
              setChange(undefined)
              void loaded.reload()
            }}
          />
          <TotpCard security={security} onChanged={changed('app')} offer={offerAt('app')} />
          <PasskeysCard onChanged={changed('passkeys')} offer={offerAt('passkeys')} />
          <RecoveryCard security={security} onChanged={changed('codes')} offer={offerAt('codes')} />
          {change && change.codes !== null && (
            <KeepCodes codes={change.codes} onKept={() => changed(change.card)(null)} />
          )}
        </>
      )}
    </Loading>
  )
}
