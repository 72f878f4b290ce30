import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Room } from '../../../protocol/events.ts'
import type { Account } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { ThreadLine } from '../../net/thread-line.ts'
import { typedFor } from '../../state/commands/typed.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { Draft, prefixed } from '../../state/draft.ts'
import { say } from '../../state/toast.ts'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import type { OpenThread } from '../room/doing.ts'
import { shelf } from '../shelf.ts'
import { ThreadComposer } from './thread-composer.tsx'
import { ThreadTimeline } from './thread-timeline.tsx'
import { useArrival } from './use-arrival.ts'
import './thread-pane.css'

export interface ThreadPaneProps {
  line: RoomLine
  account: Account
  room: Room | undefined
  who: Onlooker
  opened: OpenThread
  /** A message is to be brought into view. */
  onJump(seq: number): void
  /** What was to be said where nothing can be said any more is written to the room instead. */
  onEdit(cid: string, body: string): void
  onClose(): void
}

/** What was said under a message: beside the room, on a small screen in its place. */
export default function ThreadPane(props: ThreadPaneProps) {
  const { line, account, room, who, opened, onJump, onEdit, onClose } = props
  const { seq } = opened
  const thread = useMemo(() => new ThreadLine(line, account.id, seq), [line, account.id, seq])
  useEffect(() => thread.open(), [thread])
  useArrival(line, thread, opened)
  const { text, draft } = useMemo(() => {
    const draft = new Draft(shelf(), account.id, `${line.id}:${seq}`)
    return { draft, text: signal(draft.read()) }
  }, [line, seq, account.id])
  const write = (typed: string) => {
    text.value = typed
    draft.write(typed)
  }
  const pane = useRef<HTMLElement>(null)
  useLayoutEffect(() => pane.current?.focus({ preventScroll: true }), [])
  const isGone = thread.root.value === 'gone'
  return (
    <aside
      class="thread-pane"
      aria-label="Thread"
      ref={pane}
      tabIndex={-1}
      onKeyDown={event => {
        // What stands over it is closed first.
        const isOver = event.target instanceof Element && event.target.closest('dialog') !== null
        if (event.key === 'Escape' && !event.defaultPrevented && !isOver) onClose()
      }}
    >
      <header class="thread-head">
        <span class="thread-back">
          <IconButton icon="back" label="Back to the room" onClick={onClose} />
        </span>
        <h2 class="serif">Thread</h2>
        {!isGone && <FollowButton line={line} thread={thread} me={account.id} />}
        <span class="thread-close">
          <IconButton icon="close" label="Close the thread" onClick={onClose} />
        </span>
      </header>
      {isGone && <p class="thread-gone">That message is not there any more.</p>}
      <ThreadTimeline
        line={line}
        thread={thread}
        who={who}
        opened={opened}
        onJump={onJump}
        onEdit={(cid, body) => {
          if (isGone) {
            onClose()
            onEdit(cid, body)
            return
          }
          const send = line.pending.value.find(one => one.cid === cid)
          line.discard(cid)
          write(prefixed(typedFor(body, send?.style), text.value))
          document.getElementById('thread-composer')?.focus()
        }}
      />
      {thread.root.value !== null && !isGone && (
        <ThreadComposer
          line={line}
          thread={thread}
          account={account}
          room={room}
          isFirst={opened.at === undefined}
          text={text}
          onType={write}
        />
      )}
    </aside>
  )
}

function FollowButton({ line, thread, me }: { line: RoomLine; thread: ThreadLine; me: string }) {
  const { seq } = thread
  // Read so that it is drawn again when it changes.
  const { mine, all } = line.threads
  const known = mine.value && all.value && line.threads.known(seq)
  // Of a thread in which nobody has answered yet nothing is known; whoever answers follows it.
  const [chosen, setChosen] = useState<boolean>()
  const answers = thread.timeline.value.events.some(({ by }) => by === me)
  const follows = known?.follows ?? chosen ?? answers
  return (
    <Button
      kind="text"
      pressed={follows}
      onClick={() => {
        setChosen(!follows)
        void line.threads.follow(seq, !follows).then(answer => {
          if (answer.ok) return
          setChosen(follows)
          say(answer.refusal.message)
        })
      }}
    >
      {follows ? 'Following' : 'Follow'}
    </Button>
  )
}
