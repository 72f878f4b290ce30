import { useLocation } from 'preact-iso'
import type { Room } from '../../../../protocol/events.ts'
import { ROOM_RESTORE_DAYS } from '../../../../protocol/limits.ts'
import { enterRoom } from '../../../net/admin.ts'
import { changeRoom, deleteRoom } from '../../../net/running.ts'
import type { KnownRoom, RoomDeed } from '../../../state/admin/all-rooms.ts'
import { Sure } from '../../sure.tsx'
import { RestoreDialog } from './restore-dialog.tsx'

export interface RoomDeedDialogProps {
  room: KnownRoom
  deed: RoomDeed
  /** @param said what has happened */
  onChanged(room: Room, said: string): void
  onClose(): void
}

/** Asks once more, and does it. */
export function RoomDeedDialog(props: RoomDeedDialogProps) {
  switch (props.deed) {
    case 'enter':
      return <EnterDialog {...props} />
    case 'archive':
      return <ArchiveDialog {...props} />
    case 'unarchive':
      return <OpenDialog {...props} />
    case 'delete':
      return <DeleteDialog {...props} />
    case 'restore':
      return <RestoreDialog {...props} />
    default:
      return props.deed satisfies never
  }
}

function EnterDialog({ room, onClose }: RoomDeedDialogProps) {
  const { route } = useLocation()
  return (
    <Sure
      title="Enter the room?"
      action="Enter"
      kind="primary"
      act={() => enterRoom(room.id)}
      done={() => route(`/rooms/${room.id}`)}
      onClose={onClose}
    >
      You will belong to <strong dir="auto">{room.name}</strong>, and everybody in it sees that you
      came.
    </Sure>
  )
}

function ArchiveDialog({ room, onChanged, onClose }: RoomDeedDialogProps) {
  return (
    <Sure
      title="Archive the room?"
      action="Archive"
      kind="primary"
      act={() => changeRoom(room.id, { archived: true })}
      done={changed => onChanged(changed, `${room.name} is archived`)}
      onClose={onClose}
    >
      What was said in <strong dir="auto">{room.name}</strong> can still be read. Nobody can say
      anything more, until it is opened again.
    </Sure>
  )
}

function OpenDialog({ room, onChanged, onClose }: RoomDeedDialogProps) {
  return (
    <Sure
      title="Open the room again?"
      action="Open again"
      kind="primary"
      act={() => changeRoom(room.id, { archived: false })}
      done={changed => onChanged(changed, `${room.name} is open again`)}
      onClose={onClose}
    >
      People can speak in <strong dir="auto">{room.name}</strong> again.
    </Sure>
  )
}

function DeleteDialog({ room, onChanged, onClose }: RoomDeedDialogProps) {
  return (
    <Sure
      title="Delete the room?"
      action="Delete"
      act={() => deleteRoom(room.id)}
      done={changed => onChanged(changed, `${room.name} is deleted`)}
      onClose={onClose}
    >
      <strong dir="auto">{room.name}</strong> will be gone for everybody in it at once. You can
      bring it back for {ROOM_RESTORE_DAYS} days.
    </Sure>
  )
}
