import type { RoomLine } from '../../net/room-line.ts'
import { rollOf } from '../../state/people.ts'
import { Dialog } from '../dialog.tsx'
import type { PeopleShown } from '../room/people-shown.ts'
import { LeaveRoom } from './leave-room.tsx'
import { PeopleList } from './people-list.tsx'
import './people-panel.css'

export interface PeoplePanelProps {
  line: RoomLine
  me: string
  shown: PeopleShown
}

/** Who is in the room: a column on a wide screen, a sheet on a small one. */
export function PeoplePanel({ line, me, shown }: PeoplePanelProps) {
  if (!shown.beside && !shown.over) return null
  const { here, away } = rollOf(line.people.value, line.here.value)
  const lists = (
    <>
      <PeopleList title="Here now" people={here} me={me} here />
      <PeopleList title="Away" people={away} me={me} here={false} />
      <LeaveRoom line={line} />
    </>
  )
  if (shown.over)
    return (
      <Dialog title="People" shape="sheet" onClose={shown.toggle}>
        {lists}
      </Dialog>
    )
  return (
    <aside class="people-panel" aria-label="People">
      {lists}
    </aside>
  )
}
