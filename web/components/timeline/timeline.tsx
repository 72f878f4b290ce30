import { useMemo, useRef, useState } from 'preact/hooks'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { blockedIds } from '../../state/blocks.ts'
import { deedsFor, type Onlooker } from '../../state/deeds.ts'
import { rowsOf } from '../../state/rows.ts'
import { lastSeq, newSince, readUpTo } from '../../state/timeline.ts'
import { minute } from '../clock.ts'
import type { Hands } from './hands.ts'
import { LoadedNote } from './loaded-note.tsx'
import { type Chosen, MessageMenu } from './message-menu.tsx'
import { NewPill } from './new-pill.tsx'
import { bringBack } from './remove-message.ts'
import { RowView } from './row-view.tsx'
import { Skeleton } from './skeleton.tsx'
import { TimelineEnd } from './timeline-end.tsx'
import { TimelineTop } from './timeline-top.tsx'
import { useScroller } from './use-scroller.ts'
import './timeline.css'

export interface TimelineProps {
  line: RoomLine
  who: Onlooker
  /** A refused message goes back to the composer. */
  onEdit(cid: string, body: string): void
  /** Asks for a day to go to. */
  onChooseDay(at: number): void
  /** Opens the thread under a message. */
  onThread(seq: number): void
}

export function Timeline({ line, who, onEdit, onChooseDay, onThread }: TimelineProps) {
  const { me } = who
  const timeline = line.timeline.value
  const isElsewhere = timeline.elsewhere !== null
  // What is on its way comes behind the newest.
  const pending = isElsewhere ? NOTHING : line.pending.value
  const people = line.people.value
  const room = line.room.value
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const scroller = useScroller(line, box, content)
  const isLive = line.status.value.phase === 'live'
  const blocked = blockedIds.value
  const rows = useMemo(
    () => rowsOf(timeline.events, pending, me, { readUpTo: readUpTo(timeline), isLive, blocked }),
    [timeline, pending, me, isLive, blocked],
  )
  const [chosen, setChosen] = useState<Chosen>()
  const hands = useHands(line, who, { onEdit, onChooseDay, onThread }, setChosen)
  // What the reader has seen: everything, for as long as they are at the end.
  const seen = useRef(0)
  const stuck = scroller.stuck.value
  if (stuck) seen.current = lastSeq(timeline)

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
          if (event.defaultPrevented || !leaves(event.key, isElsewhere, stuck)) return
          event.preventDefault()
          toNewest()
        }}
      >
        <div class="timeline-content" ref={content}>
          {room === null ? (
            <Skeleton />
          ) : (
            <TimelineTop room={room} timeline={timeline} older={line.older.value} line={line} />
          )}
          {rows.map(row => (
            <RowView key={row.key} row={row} me={me} people={people} hands={hands} />
          ))}
          <TimelineEnd history={line.history} />
        </div>
      </div>
      <LoadedNote history={line.history} />
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
          chosen={chosen}
          who={who}
          onThread={seq => {
            setChosen(undefined)
            onThread(seq)
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  )
}

const NOTHING: readonly PendingSend[] = []

/** Escape leads back to the newest, and so does End; within the window End is the browser's own. */
function leaves(key: string, isElsewhere: boolean, isAtNewest: boolean): boolean {
  return (key === 'Escape' && !isAtNewest) || (key === 'End' && isElsewhere)
}

function useHands(
  line: RoomLine,
  who: Onlooker,
  { onEdit, onChooseDay, onThread }: Pick<TimelineProps, 'onEdit' | 'onChooseDay' | 'onThread'>,
  open: (chosen: Chosen) => void,
): Hands {
  return useMemo(
    () => ({
      fate: {
        retry: cid => line.retry(cid),
        discard: cid => line.discard(cid),
        edit: onEdit,
      },
      mayRestore: (bubble, by) => deedsFor(bubble, by, who, minute.value).includes('restore'),
      restore: bubble => void bringBack(line.id, [bubble.seq ?? 0]),
      open: (bubble, by, anchor) => open({ bubble, by, anchor }),
      chooseDay: onChooseDay,
      thread: onThread,
      line,
    }),
    [line, who],
  )
}
