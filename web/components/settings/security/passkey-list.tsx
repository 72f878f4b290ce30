import type { Passkey } from '../../../../protocol/rest.ts'
import { agoWords, dateWords } from '../../../state/moment.ts'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Entries, Entry } from '../../entries.tsx'

export interface PasskeyListProps {
  passkeys: readonly Passkey[]
  onRename(passkey: Passkey): void
  onRemove(passkey: Passkey): void
}

export function PasskeyList({ passkeys, onRename, onRemove }: PasskeyListProps) {
  if (passkeys.length === 0) return <p class="card-empty">You have none yet.</p>
  return (
    <Entries label="Passkeys">
      {passkeys.map(passkey => (
        <Entry
          key={passkey.id}
          icon="key"
          title={passkey.name}
          mark={passkey.isBackedUp ? 'Synced' : undefined}
          notes={[`Added ${dateWords(passkey.createdAt, LOCALE)} · ${usedWords(passkey)}`]}
        >
          <Button kind="text" label={`Rename ${passkey.name}`} onClick={() => onRename(passkey)}>
            Rename
          </Button>
          <Button kind="text" label={`Remove ${passkey.name}`} onClick={() => onRemove(passkey)}>
            Remove
          </Button>
        </Entry>
      ))}
    </Entries>
  )
}

function usedWords({ lastUsedAt }: Passkey): string {
  return lastUsedAt === null ? 'not used yet' : `used ${agoWords(lastUsedAt, minute.value, LOCALE)}`
}
