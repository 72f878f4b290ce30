import { useState } from 'preact/hooks'
import { loadDevices } from '../../../net/devices.ts'
import { elsewhereWords } from '../../../state/settings/elsewhere.ts'
import { Button } from '../../button.tsx'
import { Said } from '../../said.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { countOf, useLoaded } from '../../use-loaded.ts'
import { EndOthers } from '../devices/end-others.tsx'
import './elsewhere.css'

/**
 * What guards the account has changed, and somebody who got in before may still be there: offers to end
 * the other sessions (ASVS 5.0, 7.4.3). Nothing where there is none.
 */
export function Elsewhere() {
  const loaded = useLoaded(loadDevices)
  const count = countOf(loaded)
  const place = useFocusHome<HTMLDivElement>(count)
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState<string>()
  const others = (count ?? 1) - 1
  return (
    <div class={`elsewhere ${others > 0 ? 'elsewhere-open' : ''}`} ref={place} tabIndex={-1}>
      <p class="elsewhere-text" role="status">
        {others > 0 && (
          <>
            <strong>Signed in elsewhere?</strong> {elsewhereWords(others)}
          </>
        )}
      </p>
      {others > 0 && <Button onClick={() => setAsking(true)}>Sign out the other devices</Button>}
      <Said text={said} />
      {asking && (
        <EndOthers
          onEnded={words => {
            setSaid(words)
            void loaded.reload()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
