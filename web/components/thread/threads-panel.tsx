import { useEffect, useMemo, useState } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import type { ThreadChoice } from '../../net/room-threads.ts'
import { agoWords } from '../../state/ago.ts'
import { hasExpired } from '../../state/expiry.ts'
import { nameOf } from '../../state/people.ts'
import { quotedText } from '../../state/quote.ts'
import type { HeldThread } from '../../state/thread-list.ts'
import { BlockedEntry } from '../blocked-entry.tsx'
import { Button } from '../button.tsx'
import { minute } from '../clock.ts'
import { useExpiries } from '../timeline/use-expiries.ts'
import { UnsentAnswers } from './unsent-answers.tsx'
import './threads-panel.css'

export interface ThreadsPanelProps {
  line: RoomLine
  onOpen(seq: number): void
}

/** The threads of a room: those one follows, or all. */
export default function ThreadsPanel({ line, onOpen }: ThreadsPanelProps) {
  const [choice, setChoice] = useState<ThreadChoice>('mine')
  const { threads } = line
  const pages = threads[choice].value
  const roots = useMemo(() => pages.threads.map(({ root }) => root), [pages.threads])
  const now = useExpiries(roots)
  useEffect(() => void threads.load(choice), [threads, choice])
  return (
    <div class="threads-panel">
      <fieldset class="threads-choice" aria-label="Which threads">
        {CHOICES.map(([one, label]) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === choice}
            onClick={() => setChoice(one)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <UnsentAnswers line={line} onOpen={onOpen} />
      {pages.isLoaded && pages.threads.length === 0 && (
        <p class="threads-none">
          {choice === 'mine'
            ? 'You follow no threads here yet. Whoever answers in one follows it.'
            : 'Nobody has begun a thread here yet.'}
        </p>
      )}
      <ul class="threads-list">
        {pages.threads.map(thread => (
          <ThreadEntry
            key={thread.root.seq}
            line={line}
            thread={thread}
            isGone={thread.root.body === '' || hasExpired(thread.root, now)}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {pages.state === 'failed' && <p role="alert">The threads did not load.</p>}
      {pages.state === 'failed' && !pages.isLoaded && (
        <Button onClick={() => void threads.load(choice)}>Try again</Button>
      )}
      {pages.before !== null && (
        <Button busy={pages.state === 'loading'} onClick={() => void threads.loadMore(choice)}>
          Show more
        </Button>
      )}
    </div>
  )
}

const CHOICES: [ThreadChoice, string][] = [
  ['mine', 'Following'],
  ['all', 'All'],
]

interface ThreadEntryProps extends ThreadsPanelProps {
  thread: HeldThread
  /** Whether the message that began it is there no more. */
  isGone: boolean
}

function ThreadEntry({ line, thread, isGone, onOpen }: ThreadEntryProps) {
  const { root, unread } = thread
  const { replies = 0, lastAt = root.at } = root.replies ?? {}
  return (
    <li>
      <BlockedEntry by={root.by}>
        <button
          class={`thread-entry ${unread > 0 ? 'thread-entry-unread' : ''}`}
          type="button"
          onClick={() => onOpen(root.seq)}
        >
          <span class="thread-entry-name" dir="auto">
            {nameOf(line.people.value, root.by)}
          </span>
          <span class="thread-entry-body" dir="auto">
            {isGone ? 'Message removed' : quotedText(root.body)}
          </span>
          <span class="thread-entry-last">
            {replies === 1 ? '1 reply' : `${replies} replies`} · {agoWords(lastAt, minute.value)}
          </span>
          {unread > 0 && (
            <span class="thread-entry-count">
              {unread}
              <span class="unseen"> unread</span>
            </span>
          )}
        </button>
      </BlockedEntry>
    </li>
  )
}
