import type { Token } from '../../../../protocol/rest.ts'
import { agoWords, dateWords } from '../../../state/moment.ts'
import { scopeLine } from '../../../state/settings/scopes.ts'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Entries, Entry } from '../../entries.tsx'

export interface TokenListProps {
  tokens: readonly Token[]
  onRevoke(token: Token): void
}

export function TokenList({ tokens, onRevoke }: TokenListProps) {
  if (tokens.length === 0) return <p class="card-empty">No program can act for you.</p>
  return (
    <Entries label="Tokens">
      {tokens.map(token => (
        <Entry
          key={token.id}
          icon="program"
          title={token.name}
          mark={token.expiresAt <= minute.value ? 'Expired' : undefined}
          notes={[scopeLine(token.scopes), timesOf(token)]}
        >
          <Button kind="text" label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
            Revoke
          </Button>
        </Entry>
      ))}
    </Entries>
  )
}

function timesOf({ lastUsedAt, expiresAt }: Token): string {
  const used = lastUsedAt === null ? 'Not used yet' : `Used ${usedWords(lastUsedAt)}`
  return `${used} · until ${dateWords(expiresAt, LOCALE)}`
}

/** It is known to the hour only. */
function usedWords(at: number): string {
  return minute.value - at < 2 * 3_600_000
    ? 'less than two hours ago'
    : agoWords(at, minute.value, LOCALE)
}
