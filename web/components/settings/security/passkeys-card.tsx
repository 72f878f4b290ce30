import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { PASSKEYS_MAX } from '../../../../protocol/limits.ts'
import type { Passkey } from '../../../../protocol/rest.ts'
import type { RecoveryCodes } from '../../../net/guards.ts'
import { KNOWS_PASSKEYS } from '../../../net/passkey.ts'
import { loadPasskeys, removePasskey } from '../../../net/passkeys.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { Sure } from '../../sure.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { countOf, useLoaded } from '../../use-loaded.ts'
import { AddPasskey } from './add-passkey.tsx'
import { PasskeyList } from './passkey-list.tsx'
import { RenamePasskey } from './rename-passkey.tsx'

type Doing = 'adding' | { renaming: Passkey } | { removing: Passkey }

export interface PasskeysCardProps {
  onChanged(codes: RecoveryCodes): void
  /** What is offered once they have changed. */
  offer: ComponentChildren
}

/** Keys that a device, a phone or a security key holds: they open the account by themselves. */
export function PasskeysCard({ onChanged, offer }: PasskeysCardProps) {
  const loaded = useLoaded(loadPasskeys)
  const heading = useFocusHome(countOf(loaded))
  const [doing, setDoing] = useState<Doing>()
  const [said, setSaid] = useState<string>()
  const stop = () => setDoing(undefined)

  function done(words: string) {
    stop()
    setSaid(words)
    void loaded.reload()
  }

  return (
    <Card
      title="Passkeys"
      about="Sign in with your fingerprint, your face or a security key, without a password to be stolen."
      heading={heading}
    >
      <Loading of={loaded}>
        {passkeys => (
          <>
            <PasskeyList
              passkeys={passkeys}
              onRename={renaming => setDoing({ renaming })}
              onRemove={removing => setDoing({ removing })}
            />
            <div class="card-row">
              <AddButton count={passkeys.length} onClick={() => setDoing('adding')} />
              <Said text={said} />
            </div>
          </>
        )}
      </Loading>
      {offer}
      {doing === 'adding' && (
        <AddPasskey
          onAdded={codes => {
            done('Added')
            onChanged(codes)
          }}
          onClose={stop}
        />
      )}
      {typeof doing === 'object' && 'renaming' in doing && (
        <RenamePasskey passkey={doing.renaming} onRenamed={() => done('Renamed')} onClose={stop} />
      )}
      {typeof doing === 'object' && 'removing' in doing && (
        <Sure
          title="Remove this passkey?"
          action="Remove"
          act={() => removePasskey(doing.removing.id)}
          done={() => {
            done('Removed')
            onChanged(null)
          }}
          onClose={stop}
        >
          <strong dir="auto">{doing.removing.name}</strong> will no longer open your account. You
          may want to delete it from the device, too.
        </Sure>
      )}
    </Card>
  )
}

function AddButton({ count, onClick }: { count: number; onClick(): void }) {
  if (!KNOWS_PASSKEYS) return <p class="card-empty">This browser cannot make passkeys here.</p>
  if (count >= PASSKEYS_MAX) return <p class="card-empty">You have as many as one may have.</p>
  return <Button onClick={onClick}>Add a passkey</Button>
}
