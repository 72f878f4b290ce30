import type { Signal } from '@preact/signals'
import type { MessageStyle, Room } from '../../../protocol/events.ts'
import type { Account } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { ThreadLine } from '../../net/thread-line.ts'
import { addressOf } from '../../state/held.ts'
import { say } from '../../state/toast.ts'
import { momentWords } from '../../state/writing/moment-words.ts'
import { LOCALE } from '../clock.ts'
import { Composer } from '../composer/composer.tsx'
import { useNameable } from '../composer/use-nameable.ts'
import { useScheduled } from '../composer/use-scheduled.ts'
import { useWorld } from '../composer/use-world.ts'

export interface ThreadComposerProps {
  line: RoomLine
  thread: ThreadLine
  account: Account
  room: Room | undefined
  /** Whether writing is what one comes here for. */
  isFirst: boolean
  text: Signal<string>
  onType(text: string): void
}

/** Where one answers in a thread. What is not sent stays, for each thread. */
export function ThreadComposer(props: ThreadComposerProps) {
  const { line, thread, account, room, text, onType } = props
  const typed = text.value
  const { world, look } = useWorld(line, account, room, /^\/|@/.test(typed))
  const nameable = useNameable({ line, me: account.id, room, people: world.people, text: typed })
  const scheduled = useScheduled(line.id)

  async function sayLater(at: number, body: string, style?: MessageStyle) {
    const root = thread.root.value
    if (root === null || root === 'gone') return { message: 'The thread is not there any more.' }
    const said = { at, body, ...(style && { style }), thread: addressOf(root) }
    const answer = await scheduled.add(said)
    if (!answer.ok) return { message: answer.refusal.message }
    say(`It will be said ${momentWords(at, Date.now(), LOCALE)}.`)
    return undefined
  }

  return (
    <Composer
      id="thread-composer"
      autofocus={props.isFirst}
      text={text}
      pending={line.pending.value}
      placeholder="Reply in thread"
      world={world}
      nameable={nameable}
      above={null}
      onType={onType}
      onSay={(body, style) => thread.send(body, style)}
      onSaid={() => {}}
      onCommand={async () => ({ message: 'Commands are for the room: write this one there.' })}
      onLater={sayLater}
      onUp={() => {}}
      onEscape={() => {}}
      onLook={look}
    />
  )
}
