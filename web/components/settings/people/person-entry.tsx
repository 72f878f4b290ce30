import type { AccountEntry } from '../../../../protocol/rest.ts'
import { dateWords } from '../../../state/moment.ts'
import { Avatar } from '../../avatar.tsx'
import { Button } from '../../button.tsx'
import { LOCALE } from '../../clock.ts'
import { Entry } from '../../entries.tsx'

export interface PersonEntryProps {
  entry: AccountEntry
  isMe: boolean
  onManage(): void
}

export function PersonEntry({ entry, isMe, onManage }: PersonEntryProps) {
  const { id, username, displayName, email, role, createdAt, hasSecondFactor } = entry
  return (
    <Entry
      title={displayName}
      mark={marksOf(role === 'admin', isMe)}
      picture={<Avatar id={id} name={displayName} />}
      notes={[
        [`@${username}`, email].filter(part => part !== null).join(' · '),
        `Since ${dateWords(createdAt, LOCALE)} · ${hasSecondFactor ? 'second factor' : 'password only'}`,
      ]}
    >
      <Button kind="text" label={`Manage ${displayName}`} onClick={onManage}>
        Manage
      </Button>
    </Entry>
  )
}

function marksOf(isAdmin: boolean, isMe: boolean): string | undefined {
  const marks = [...(isAdmin ? ['Admin'] : []), ...(isMe ? ['You'] : [])]
  return marks.length === 0 ? undefined : marks.join(' · ')
}
