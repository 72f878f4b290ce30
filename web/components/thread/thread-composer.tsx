import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Room } from '../../../protocol/events.ts'
import type { Account } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { ThreadLine } from '../../net/thread-line.ts'
import { Draft } from '../../state/draft.ts'
import { Composer } from '../composer/composer.tsx'
import { useNameable } from '../composer/use-nameable.ts'
import { useWorld } from '../composer/use-world.ts'
import { shelf } from '../shelf.ts'

export interface ThreadComposerProps {
  line: RoomLine
  thread: ThreadLine
  account: Account
  room: Room | undefined
}

/** Where one answers in a thread. What is not sent stays, for each thread. */
export function ThreadComposer({ line, thread, account, room }: ThreadComposerProps) {
  const { text, draft } = useMemo(() => {
    const draft = new Draft(shelf(), account.id, `${line.id}:${thread.seq}`)
    return { draft, text: signal(draft.read()) }
  }, [line, thread, account.id])
  const typed = text.value
  const { world, look } = useWorld(line, account, room, /^\/|@/.test(typed))
  const nameable = useNameable({ line, me: account.id, room, people: world.people, text: typed })
  return (
    <Composer
      id="thread-composer"
      text={text}
      pending={line.pending.value}
      placeholder="Reply in thread"
      world={world}
      nameable={nameable}
      above={null}
      onType={typed => {
        text.value = typed
        draft.write(typed)
      }}
      onSay={(body, style) => thread.send(body, style)}
      onSaid={() => {}}
      onCommand={async () => ({ message: 'Commands are for the room: write this one there.' })}
      onUp={() => {}}
      onEscape={() => {}}
      onLook={look}
    />
  )
}
