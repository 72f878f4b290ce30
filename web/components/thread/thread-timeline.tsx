import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import { isAway } from '../../net/attention.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { ThreadLine } from '../../net/thread-line.ts'
import { withAmendments } from '../../state/amendments.ts'
import { blockedIds } from '../../state/blocks.ts'
import { dayOf } from '../../state/day.ts'
import type { Onlooker } from '../../state/deeds.ts'
import type { Held, HeldMessage } from '../../state/held.ts'
import { type Row, rowsOf } from '../../state/rows.ts'
import { atNewest, lastSeq, newSince } from '../../state/timeline.ts'
import { newDoing, type OpenThread } from '../room/doing.ts'
import { AskedView } from '../timeline/asked-view.tsx'
import type { Asked } from '../timeline/hands.ts'
import { LoadedNote } from '../timeline/loaded-note.tsx'
import { MentionableContext, useMentionable } from '../timeline/markdown/mentioned.ts'
import { wandered } from '../timeline/message-keys.ts'
import { type Chosen, MessageMenu } from '../timeline/message-menu.tsx'
import { NewPill } from '../timeline/new-pill.tsx'
import { PageEdge } from '../timeline/page-edge.tsx'
import { RowView } from '../timeline/row-view.tsx'
import { Skeleton } from '../timeline/skeleton.tsx'
import { TimelineEnd } from '../timeline/timeline-end.tsx'
import { useExpiries } from '../timeline/use-expiries.ts'
import { useHands } from '../timeline/use-hands.ts'
import { useScroller } from '../timeline/use-scroller.ts'
import './thread-timeline.css'

export interface ThreadTimelineProps {
  line: RoomLine
  thread: ThreadLine
  who: Onlooker
  opened: OpenThread
  onJump(seq: number): void
  /** A refused answer goes back to where it was written. */
  onEdit(cid: string, body: string): void
}

/** The message that began a thread, and under it what was answered. */
export function ThreadTimeline(props: ThreadTimelineProps) {
  const { line, thread, who, opened, onJump, onEdit } = props
  const { me } = who
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const root = thread.root.value
  const timeline = thread.timeline.value
  const people = line.people.value
  const older = thread.history.older.value
  const isElsewhere = timeline.elsewhere !== null
  const all = line.pending.value
  const sends = useMemo(
    () => all.filter(send => send.thread?.seq === thread.seq).map(outOfThread),
    [all, thread],
  )
  const scroller = useScroller(thread.history, sends.length, box, content)
  const stuck = scroller.stuck.value
  useReading(line, thread, stuck && !isElsewhere)
  const isLive = line.status.value.phase === 'live'
  const blocked = blockedIds.value
  const amendments = line.amendments.value
  const held = useMemo(
    () => (root === null || root === 'gone' ? timeline.events : [root, ...timeline.events]),
    [root, timeline],
  )
  const now = useExpiries(held)
  const beginning = useMemo(
    () =>
      root === null || root === 'gone'
        ? []
        : rowsOf(withAmendments([root], amendments, me).map(withoutThread), [], me, {
            blocked,
            now,
          }).filter(({ kind }) => kind !== 'day'),
    [root, amendments, me, blocked, now],
  )
  const rows = useMemo(() => {
    // What is on its way comes behind the newest.
    const pending = isElsewhere ? [] : sends
    // Where the thread is gone, what could not be said in it is still here.
    const said = root === 'gone' ? [] : timeline.events
    const events = withAmendments(said, amendments, me).map(withoutThread)
    const rows = rowsOf(events, pending, me, { isLive, blocked, now })
    // That it was the same day goes without saying.
    return isSameDay(rows[0], root) ? rows.slice(1) : rows
  }, [root, timeline, sends, isElsewhere, amendments, me, isLive, blocked, now])
  const [chosen, setChosen] = useState<Chosen>()
  const [asked, ask] = useState<Asked>()
  // What one is about to do here is nothing that the room shows.
  const doing = useMemo(newDoing, [thread])
  useLayoutEffect(() => {
    if (opened.editing !== undefined) doing.editing.value = opened.editing
  }, [doing, opened])
  const roomHands = useHands({
    ...{ line, who, doing, onJump, onEdit, ask },
    // It is open, and of one day or another.
    onThread: undefined,
    onChooseDay: () => {},
    open: setChosen,
  })
  // Whoever answers here does so below.
  const hands = useMemo(() => ({ ...roomHands, reply: focusComposer, focusComposer }), [roomHands])
  const mentionable = useMentionable(people, me)
  const draw = (row: Row) => (
    <RowView key={row.key} row={row} me={me} people={people} hands={hands} />
  )
  // What is no news to the reader: what was there when they came, and everything while they are at the end.
  const seen = useRef(0)
  if (seen.current === 0 || (stuck && !isElsewhere)) seen.current = lastSeq(atNewest(timeline))
  const toNewest = () => {
    thread.toNewest()
    box.current?.focus({ preventScroll: true })
  }
  const count = root === null || root === 'gone' ? 0 : (root.replies?.replies ?? 0)

  return (
    <div class="timeline">
      <div
        class="timeline-box"
        ref={box}
        role="log"
        aria-live="off"
        aria-label="Messages of the thread"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        onKeyDown={event => wandered(event, box.current)}
      >
        <div class="timeline-content thread-content" ref={content}>
          {root === null && older !== 'failed' ? (
            <Skeleton />
          ) : (
            <MentionableContext.Provider value={mentionable}>
              {beginning.map(draw)}
              {count > 0 && (
                <p class="thread-count">{count === 1 ? '1 reply' : `${count} replies`}</p>
              )}
              {root !== 'gone' && (timeline.before !== null || older === 'failed') && (
                <PageEdge
                  state={older}
                  failed="Earlier replies did not load."
                  onRetry={() => void thread.loadOlder()}
                />
              )}
              {rows.map(draw)}
              <TimelineEnd history={thread.history} />
            </MentionableContext.Provider>
          )}
        </div>
      </div>
      <LoadedNote history={thread.history} />
      {!stuck && (
        <NewPill
          count={newSince(timeline, seen.current, me, thread.seq)}
          isFar={isElsewhere}
          onClick={toNewest}
        />
      )}
      {chosen && (
        <MessageMenu
          room={line.id}
          chosen={chosen}
          line={line}
          who={who}
          hands={hands}
          onClose={() => setChosen(undefined)}
        />
      )}
      {asked && <AskedView asked={asked} hands={hands} onClose={() => ask(undefined)} />}
    </div>
  )
}

function focusComposer(): void {
  document.getElementById('thread-composer')?.focus()
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

/** At the newest answer it has been read, for who looks at the page. */
function useReading(line: RoomLine, thread: ThreadLine, isAtNewest: boolean): void {
  const last = lastSeq(thread.timeline.value)
  const isSeen =
    isAtNewest && thread.isHere.value && !isAway.value && line.status.value.phase === 'live'
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
