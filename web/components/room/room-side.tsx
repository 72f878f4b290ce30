import { useEffect } from 'preact/hooks'
import type { RoomSummary } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { toast } from '../../state/toast.ts'
import { Dialog } from '../dialog.tsx'
import { later } from '../later.tsx'
import { PeoplePanel } from '../people/people-panel.tsx'
import type { Side, SidePanel } from './side-panel.ts'
import './room-side.css'

const RoomAbout = later(() => import('./about/room-about.tsx'))
const ThreadsPanel = later(() => import('../thread/threads-panel.tsx'))

export interface RoomSideProps {
  line: RoomLine
  who: Onlooker
  title: string
  summary: RoomSummary | undefined
  panel: SidePanel
  /** Brings a message into view. */
  onJump(seq: number): void
  onThread(seq: number): void
}

/** What there is to see beside a room: a column on a wide screen, a sheet on a small one. */
export function RoomSide(props: RoomSideProps) {
  const { panel } = props
  // What was done is said, and can be undone, on the page: a sheet over it would be in the way.
  useEffect(() => {
    if (toast.value !== null && panel.over !== undefined) panel.close()
  }, [toast.value])
  if (panel.over !== undefined)
    return (
      <Dialog title={TITLES[panel.over]} shape="sheet" onClose={panel.close}>
        <Inside {...props} side={panel.over} />
      </Dialog>
    )
  if (panel.beside === undefined) return null
  return (
    <aside class="room-side" aria-label={TITLES[panel.beside]}>
      <Inside {...props} side={panel.beside} />
    </aside>
  )
}

const TITLES: Record<Side, string> = {
  people: 'People',
  about: 'About the room',
  threads: 'Threads',
}

function Inside({
  side,
  line,
  who,
  title,
  summary,
  panel,
  onJump,
  onThread,
}: RoomSideProps & { side: Side }) {
  const room = line.room.value
  if (side === 'people') return <PeoplePanel line={line} who={who} />
  if (side === 'threads') return <ThreadsPanel line={line} onOpen={onThread} />
  if (room === null) return null
  return (
    <RoomAbout
      line={line}
      room={room}
      who={who}
      title={title}
      summary={summary}
      onJump={seq => {
        // A sheet lies over what is to be seen.
        if (panel.over !== undefined) panel.close()
        onJump(seq)
      }}
    />
  )
}
