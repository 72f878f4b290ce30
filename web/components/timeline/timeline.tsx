import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import { isAway } from '../../net/attention.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { withAmendments } from '../../state/amendments.ts'
import { blockedIds } from '../../state/blocks.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { withReach } from '../../state/receipts.ts'
import { type Row, rowsOf } from '../../state/rows.ts'
import { lastSeq, newSince } from '../../state/timeline.ts'
import { isReached } from '../../state/unread.ts'
import type { Doing } from '../room/doing.ts'
import { AskedView } from './asked-view.tsx'
import type { Asked } from './hands.ts'
import { LoadedNote } from './loaded-note.tsx'
import { MentionableContext, useMentionable } from './markdown/mentioned.ts'
import { wandered } from './message-keys.ts'
import { type Chosen, MessageMenu } from './message-menu.tsx'
import { NewPill } from './new-pill.tsx'
import { RowView } from './row-view.tsx'
import { Skeleton } from './skeleton.tsx'
import { TimelineEnd } from './timeline-end.tsx'
import { TimelineTop } from './timeline-top.tsx'
import { UnreadPill } from './unread-pill.tsx'
import { useExpiries } from './use-expiries.ts'
import { useHands } from './use-hands.ts'
import { useScroller } from './use-scroller.ts'
import './timeline.css'

export interface TimelineProps {
  line: RoomLine
  who: Onlooker
  doing: Doing
  /** Whether something stands in its place, so that nobody sees it. */
  isCovered: boolean
  /** A refused message goes back to the composer. */
  onEdit(cid: string, body: string): void
  /** A message is to be brought into view. */
  onJump(seq: number): void
  /** Asks for a day to go to. */
  onChooseDay(at: number): void
  /** What was said under a message is wanted. */
  onThread(seq: number): void
}

export function Timeline(props: TimelineProps) {
  const { line, who, doing, isCovered, onEdit, onJump, onChooseDay, onThread } = props
  const { me } = who
  const timeline = line.timeline.value
  const isElsewhere = timeline.elsewhere !== null
  // What is on its way comes behind the newest.
  const pending = isElsewhere ? NOTHING : line.pending.value
  const people = line.people.value
  const room = line.room.value
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const own = line.pending.value.filter(send => send.thread === undefined).length
  const scroller = useScroller(line.history, own, box, content)
  const isLive = line.status.value.phase === 'live'
  const blocked = blockedIds.value
  const amendments = line.amendments.value
  const now = useExpiries(timeline.events)
  const unread = line.unread.value
  const said = useMemo(() => {
    const divided = unread !== null && isReached(unread, timeline) ? unread : null
    const events = withAmendments(timeline.events, amendments, me)
    return rowsOf(events, pending, me, { unread: divided, isLive, blocked, now })
  }, [timeline, pending, amendments, me, unread, isLive, blocked, now])
  const reached = useReach(line, me, said)
  // Elsewhere nobody knows who has read up to here, and no further.
  const rows = isElsewhere ? said : reached
  const [chosen, setChosen] = useState<Chosen>()
  const [asked, ask] = useState<Asked>()
  const open = setChosen
  const hands = useHands({ line, who, doing, onEdit, onThread, onJump, onChooseDay, open, ask })
  const mentionable = useMentionable(people, me)
  // What the reader has seen: everything, for as long as they are at the end.
  const seen = useRef(0)
  const stuck = scroller.stuck.value
  const isSeen = stuck && !isElsewhere && !isCovered
  if (isSeen) seen.current = lastSeq(timeline)
  const reading = isSeen && !isAway.value ? lastSeq(timeline) : 0
  useEffect(() => line.markRead(reading), [line, reading])

  const toNewest = () => {
    line.toNewest()
    // What had the focus is gone.
    box.current?.focus({ preventScroll: true })
  }

  return (
    <div class="timeline">
      <div
        class="timeline-box"
        ref={box}
        role="log"
        aria-live="off"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        onKeyDown={event => {
          if (!event.defaultPrevented && leaves(event.key, isElsewhere, stuck)) {
            event.preventDefault()
            toNewest()
          } else wandered(event, box.current)
        }}
      >
        <div class="timeline-content" ref={content}>
          {room === null ? (
            <Skeleton />
          ) : (
            <TimelineTop room={room} timeline={timeline} older={line.older.value} line={line} />
          )}
          <MentionableContext.Provider value={mentionable}>
            {rows.map(row => (
              <RowView key={row.key} row={row} me={me} people={people} hands={hands} />
            ))}
          </MentionableContext.Provider>
          <TimelineEnd history={line.history} />
        </div>
      </div>
      <LoadedNote history={line.history} />
      <UnreadPill
        key={`${line.history.window.value} ${unread?.after}`}
        line={line}
        me={me}
        scroller={scroller}
        box={box}
      />
      {!stuck && (
        <NewPill
          count={newSince(timeline, seen.current, me)}
          isFar={isElsewhere}
          onClick={toNewest}
        />
      )}
      {chosen && (
        <MessageMenu
          room={line.id}
          line={line}
          chosen={chosen}
          who={who}
          hands={hands}
          onClose={() => setChosen(undefined)}
        />
      )}
      {asked && <AskedView asked={asked} hands={hands} onClose={() => ask(undefined)} />}
    </div>
  )
}

const NOTHING: readonly PendingSend[] = []

/** Escape leads back to the newest, and so does End; within the window End is the browser's own. */
function leaves(key: string, isElsewhere: boolean, isAtNewest: boolean): boolean {
  return (key === 'Escape' && !isAtNewest) || (key === 'End' && isElsewhere)
}

/** The rows with whom they have reached. */
function useReach(line: RoomLine, me: string, rows: readonly Row[]): readonly Row[] {
  const marks = line.receipts.value
  const { members } = line.counts.value
  const isDirect = line.room.value?.kind === 'direct'
  return useMemo(
    () => withReach(rows, { marks, me, members, isDirect }),
    [rows, marks, me, members, isDirect],
  )
}
