import { useState } from 'preact/hooks'
import type { BlockedRow } from '../../state/rows.ts'
import { Button } from '../button.tsx'
import { MessageGroup, type MessageGroupProps } from './message-group.tsx'

export interface BlockedMessagesProps extends Omit<MessageGroupProps, 'group'> {
  row: BlockedRow
}

/** What people said whom the reader has blocked: that there is something, and what, when asked for. */
export function BlockedMessages({ row, ...rest }: BlockedMessagesProps) {
  const [shown, setShown] = useState(false)
  const count = row.groups.reduce((sum, group) => sum + group.bubbles.length, 0)
  return (
    <>
      <p class="quiet-line">
        {count === 1 ? '1 message' : `${count} messages`} of{' '}
        {new Set(row.groups.map(group => group.by)).size === 1 ? 'somebody' : 'people'} you blocked{' '}
        <Button kind="text" onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </Button>
      </p>
      {shown && row.groups.map(group => <MessageGroup key={group.key} group={group} {...rest} />)}
    </>
  )
}
