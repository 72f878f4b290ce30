import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { isAway } from '../../net/attention.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { withAmendments } from '../../state/amendments.ts'
import { blockedIds } from '../../state/blocks.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { withReach } from '../../state/receipts.ts'
import { type Row, rowsOf } from '../../state/rows.ts'
import { lastSeq, newSince, WINDOW_EVENTS } from '../../state/timeline.ts'
import { isReached } from '../../state/unread.ts'
import type { Doing } from '../room/doing.ts'
import { AskedView } from './asked-view.tsx'
import type { Asked } from './hands.ts'
import { MentionableContext, useMentionable } from './markdown/mentioned.ts'
import { wandered } from './message-keys.ts'
import { type Chosen, MessageMenu } from './message-menu.tsx'
import { NewPill } from './new-pill.tsx'
import { RowView } from './row-view.tsx'
import { Scroller } from './scroller.ts'
import { Skeleton } from './skeleton.tsx'
import { TimelineTop } from './timeline-top.tsx'
import { UnreadPill } from './unread-pill.tsx'
import { useExpiries } from './use-expiries.ts'
import { useHands } from './use-hands.ts'
import { useJump } from './use-jump.ts'
import './timeline.css'

export interface TimelineProps {
  line: RoomLine
  who: Onlooker
  doing: Doing
  /** A refused message goes back to the composer. */
  onEdit(cid: string, body: string): void
  /** What was said under a message is wanted. */
  onThread(seq: number): void
}

export function Timeline({ line, who, doing, onEdit, onThread }: TimelineProps) {
  const { me } = who
  const timeline = line.timeline.value
  const pending = line.pending.value
  const people = line.people.value
  const room = line.room.value
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const scroller = useScroller(line, box, content)
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
  const rows = useReach(line, me, said)
  const [chosen, setChosen] = useState<Chosen>()
  const [asked, ask] = useState<Asked>()
  const jump = useJump(line, doing, box)
  const hands = useHands({ line, who, doing, onEdit, onThread, open: setChosen, ask, jump })
  const mentionable = useMentionable(people, me)
  // What the reader has seen: everything, for as long as they are at the end.
  const seen = useRef(0)
  const stuck = scroller.stuck.value
  if (stuck) seen.current = lastSeq(timeline)
  const reading = stuck && !isAway.value ? lastSeq(timeline) : 0
  useEffect(() => line.markRead(reading), [line, reading])

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
        onKeyDown={event => wandered(event, box.current)}
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
        </div>
      </div>
      <UnreadPill key={line.window.value} line={line} me={me} scroller={scroller} box={box} />
      {!stuck && (
        <NewPill count={newSince(timeline, seen.current, me)} onClick={() => scroller.toEnd()} />
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

type Box = { readonly current: HTMLElement | null }

function useScroller(line: RoomLine, box: Box, content: Box): Scroller {
  const scroller = useMemo(() => new Scroller(() => void line.reachTop()), [line])
  const { events } = line.timeline.value
  const own = line.pending.value.length
  const owned = useRef(0)
  useLayoutEffect(() => {
    if (box.current === null || content.current === null) return
    return scroller.attach(box.current, content.current)
  }, [scroller])
  // Each welcome that begins anew does so at the newest, wherever the reader was in what is gone.
  useLayoutEffect(() => scroller.toEnd(), [scroller, line.window.value, line.turns.value])
  useLayoutEffect(() => {
    // Whoever says something wants to see it said.
    if (own > owned.current) scroller.toEnd()
    else scroller.settle()
    owned.current = own
  })
  useEffect(() => {
    if (scroller.stuck.value && events.length > WINDOW_EVENTS * 1.25) line.trim(WINDOW_EVENTS)
  }, [events])
  return scroller
}
