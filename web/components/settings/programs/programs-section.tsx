import { useState } from 'preact/hooks'
import { TOKENS_MAX } from '../../../../protocol/limits.ts'
import type { Token } from '../../../../protocol/rest.ts'
import { loadTokens, revokeToken } from '../../../net/tokens.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { Sure } from '../../sure.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { countOf, useLoaded } from '../../use-loaded.ts'
import { CreateToken } from './create-token.tsx'
import { TokenList } from './token-list.tsx'

/** Tokens with which programs act for the person. */
export function ProgramsSection() {
  const loaded = useLoaded(loadTokens)
  const heading = useFocusHome(countOf(loaded))
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<Token>()
  const [said, setSaid] = useState<string>()

  return (
    <Card
      title="Tokens"
      about="A program that has one acts in your name, as far as the token goes. Give each program its own."
      heading={heading}
    >
      <Loading of={loaded}>
        {tokens => (
          <>
            <TokenList tokens={tokens} onRevoke={setRevoking} />
            <div class="card-row">
              {tokens.length < TOKENS_MAX ? (
                <Button onClick={() => setCreating(true)}>New token</Button>
              ) : (
                <p class="card-empty">You have as many as one may have.</p>
              )}
              <Said text={said} />
            </div>
          </>
        )}
      </Loading>
      {creating && (
        <CreateToken
          onMade={() => {
            setSaid(undefined)
            void loaded.reload()
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {revoking && (
        <Sure
          title="Revoke this token?"
          action="Revoke"
          act={() => revokeToken(revoking.id)}
          done={() => {
            setRevoking(undefined)
            setSaid('Revoked')
            void loaded.reload()
          }}
          onClose={() => setRevoking(undefined)}
        >
          Whatever uses <strong dir="auto">{revoking.name}</strong> can no longer act for you. This
          cannot be taken back.
        </Sure>
      )}
    </Card>
  )
}
