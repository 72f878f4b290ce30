import type { Room } from '../../../../protocol/events.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import { changeRoom, deleteRoom, restoreRoom } from '../../../net/running.ts'
import type { Onlooker } from '../../../state/deeds.ts'
import { say } from '../../../state/toast.ts'
import { Dialog } from '../../dialog.tsx'
import { later } from '../../later.tsx'
import { Sure } from '../../sure.tsx'
import { BannedList } from './banned-list.tsx'
import type { RoomDeed } from './deeds.ts'
import { FiltersForm } from './filters-form.tsx'
import { InvitePeople } from './invite-people.tsx'
import { RoomLinks } from './room-links.tsx'
import { RunningForm } from './running-form.tsx'
import { TopicForm } from './topic-form.tsx'
import { TransferRoom } from './transfer-room.tsx'

const RoomReports = later(() => import('../../reports/room-reports.tsx'))
const RoomAudit = later(() => import('../../audit/room-audit.tsx'))

export interface RoomDeedDialogProps {
  deed: RoomDeed
  line: RoomLine
  room: Room
  who: Onlooker
  onClose(): void
}

/** Where something is done about a room. */
export function RoomDeedDialog(props: RoomDeedDialogProps) {
  const { deed, onClose } = props
  if (deed === 'archive') return <ArchiveQuestion {...props} />
  if (deed === 'delete') return <DeleteQuestion {...props} />
  return (
    <Dialog title={TITLES[deed]} shape={LONG.has(deed) ? 'wide' : 'window'} onClose={onClose}>
      <Inside {...props} deed={deed} />
    </Dialog>
  )
}

type Shown = Exclude<RoomDeed, 'archive' | 'delete'>

const TITLES: Record<Shown, string> = {
  invite: 'Invite people',
  links: 'Links into the room',
  settings: 'Settings of the room',
  topic: 'The topic',
  filters: 'Word filters',
  banned: 'Banned people',
  reports: 'Reports',
  audit: 'What was done here',
  transfer: 'Hand the room over',
}

/** What there is to read in, rather than a question. */
const LONG: ReadonlySet<RoomDeed> = new Set(['reports', 'audit'])

function Inside({ deed, line, room, who, onClose }: RoomDeedDialogProps & { deed: Shown }) {
  switch (deed) {
    case 'invite':
      return <InvitePeople line={line} me={who.me} />
    case 'links':
      return <RoomLinks room={room} line={line} />
    case 'settings':
      return <RunningForm room={room} onClose={onClose} />
    case 'topic':
      return <TopicForm room={room} onClose={onClose} />
    case 'filters':
      return <FiltersForm room={room} onClose={onClose} />
    case 'banned':
      return <BannedList room={room} />
    case 'reports':
      return <RoomReports roomId={room.id} />
    case 'audit':
      return <RoomAudit roomId={room.id} />
    case 'transfer':
      return <TransferRoom line={line} room={room} me={who.me} onClose={onClose} />
    default:
      return deed satisfies never
  }
}

function ArchiveQuestion({ room, onClose }: RoomDeedDialogProps) {
  const isArchived = room.archivedAt !== null
  return (
    <Sure
      title={isArchived ? 'Open the room again?' : 'Archive the room?'}
      action={isArchived ? 'Open again' : 'Archive'}
      kind="primary"
      act={() => changeRoom(room.id, { archived: !isArchived })}
      done={() => {
        onClose()
        say(isArchived ? 'The room is open again' : 'The room is archived', {
          label: 'Undo',
          act: async () => {
            const answer = await changeRoom(room.id, { archived: isArchived })
            return answer.ok ? undefined : answer.refusal.message
          },
        })
      }}
      onClose={onClose}
    >
      {isArchived
        ? 'Everybody in it can speak again.'
        : 'Everything that was said can be read and nothing more is said, until it is opened again.'}
    </Sure>
  )
}

function DeleteQuestion({ room, onClose }: RoomDeedDialogProps) {
  return (
    <Sure
      title="Delete the room?"
      action="Delete"
      act={() => deleteRoom(room.id)}
      done={() => {
        onClose()
        say(`${room.name} is deleted`, {
          label: 'Undo',
          act: async () => {
            const answer = await restoreRoom(room.id)
            return answer.ok ? undefined : answer.refusal.message
          },
        })
      }}
      onClose={onClose}
    >
      <strong dir="auto">{room.name}</strong> closes for everybody at once. For 30 days its owner
      can bring it back.
    </Sure>
  )
}
