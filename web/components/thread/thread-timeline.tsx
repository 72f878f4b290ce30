import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { ThreadLine } from '../../net/thread-line.ts'
import { blockedIds } from '../../state/blocks.ts'
import { dayOf } from '../../state/day.ts'
import { deedsFor, type Onlooker } from '../../state/deeds.ts'
import type { Held, HeldMessage } from '../../state/held.ts'
import { type Row, rowsOf } from '../../state/rows.ts'
import { lastSeq } from '../../state/timeline.ts'
import { minute } from '../clock.ts'
import type { Hands } from '../timeline/hands.ts'
import { type Chosen, MessageMenu } from '../timeline/message-menu.tsx'
import { PageEdge } from '../timeline/page-edge.tsx'
import { bringBack } from '../timeline/remove-message.ts'
import { RowView } from '../timeline/row-view.tsx'
import { Scroller } from '../timeline/scroller.ts'
import { Skeleton } from '../timeline/skeleton.tsx'
import './thread-timeline.css'

export interface ThreadTimelineProps {
  line: RoomLine
  thread: ThreadLine
  who: Onlooker
}

/** The message that began a thread, and under it what was answered. */
export function ThreadTimeline({ line, thread, who }: ThreadTimelineProps) {
  const { me } = who
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  useThreadScroller(line, thread, box, content)
  const root = thread.root.value
  const timeline = thread.timeline.value
  const people = line.people.value
  const sends = line.pending.value
  const isLive = line.status.value.phase === 'live'
  const blocked = blockedIds.value
  const beginning = useMemo(
    () =>
      root === null || root === 'gone'
        ? []
        : rowsOf([withoutThread(root)], [], me).filter(({ kind }) => kind !== 'day'),
    [root, me],
  )
  const rows = useMemo(() => {
    const pending = sends.filter(send => send.thread?.seq === thread.seq).map(outOfThread)
    const rows = rowsOf(timeline.events.map(withoutThread), pending, me, { isLive, blocked })
    // That it was the same day goes without saying.
    return isSameDay(rows[0], root) ? rows.slice(1) : rows
  }, [root, timeline, sends, thread, me, isLive, blocked])
  const [chosen, setChosen] = useState<Chosen>()
  const hands = useThreadHands(line, who, setChosen)
  const draw = (row: Row) => (
    <RowView key={row.key} row={row} me={me} people={people} hands={hands} />
  )
  const count = root === null || root === 'gone' ? 0 : (root.replies?.replies ?? 0)

  return (
    <>
      <div
        class="timeline-box"
        ref={box}
        role="log"
        aria-live="polite"
        aria-label="Messages of the thread"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
      >
        <div class="timeline-content thread-content" ref={content}>
          {root === null && thread.older.value !== 'failed' ? (
            <Skeleton />
          ) : (
            <>
              {beginning.map(draw)}
              {count > 0 && (
                <p class="thread-count">{count === 1 ? '1 reply' : `${count} replies`}</p>
              )}
              {(timeline.before !== null || thread.older.value === 'failed') && (
                <PageEdge
                  state={thread.older.value}
                  failed="Earlier replies did not load."
                  onRetry={() => void thread.loadOlder()}
                />
              )}
              {rows.map(draw)}
            </>
          )}
        </div>
      </div>
      {chosen && (
        <MessageMenu
          room={line.id}
          chosen={chosen}
          who={who}
          onThread={() => setChosen(undefined)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}

function isSameDay(row: Row | undefined, root: HeldMessage | 'gone' | null): boolean {
  if (row?.kind !== 'day' || root === null || root === 'gone') return false
  return dayOf(row.at) === dayOf(root.at)
}

/** In the thread itself, what stands in it is said like anything else. */
function withoutThread(event: Held): Held {
  if (event.type !== 'message.sent') return event
  const { thread: _, replies: __, ...rest } = event
  return rest
}

function outOfThread({ thread: _, ...send }: PendingSend): PendingSend {
  return send
}

function useThreadHands(line: RoomLine, who: Onlooker, open: (chosen: Chosen) => void): Hands {
  return useMemo(
    () => ({
      line,
      fate: {
        retry: cid => line.retry(cid),
        discard: cid => line.discard(cid),
        edit: cid => line.discard(cid),
      },
      mayRestore: (bubble, by) => deedsFor(bubble, by, who, minute.value).includes('restore'),
      restore: bubble => void bringBack(line.id, [bubble.seq ?? 0]),
      open: (bubble, by, anchor) => open({ bubble, by, anchor }),
      chooseDay: () => {},
      thread: () => {},
    }),
    [line, who],
  )
}

type Box = { readonly current: HTMLElement | null }

/** At the newest answer it has been read, for who looks at the page. */
function useThreadScroller(line: RoomLine, thread: ThreadLine, box: Box, content: Box): void {
  const scroller = useMemo(
    () =>
      new Scroller({
        onNearTop: () => void thread.reachTop(),
        onNearEnd: () => {},
        isAtNewest: () => true,
      }),
    [thread],
  )
  useLayoutEffect(() => {
    if (box.current === null || content.current === null) return
    return scroller.attach(box.current, content.current)
  }, [scroller])
  const own = line.pending.value.filter(send => send.thread?.seq === thread.seq).length
  const owned = useRef(0)
  useLayoutEffect(() => {
    if (own > owned.current) scroller.toEnd()
    else scroller.settle()
    owned.current = own
  })
  const last = lastSeq(thread.timeline.value)
  const isSeen = scroller.stuck.value && thread.isHere.value && line.status.value.phase === 'live'
  // Whoever looks elsewhere has not read what comes here.
  useEffect(() => {
    const look = () => {
      if (isSeen && document.visibilityState === 'visible') thread.markRead()
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [thread, last, isSeen])
}
