import { deedsFor, type KnownRoom, type RoomDeed } from '../../../state/admin/all-rooms.ts'
import { Button } from '../../button.tsx'
import { Dialog } from '../../dialog.tsx'
import './manage-room.css'

export interface ManageRoomProps {
  room: KnownRoom
  onChoose(deed: RoomDeed): void
  onClose(): void
}

export function ManageRoom({ room, onChoose, onClose }: ManageRoomProps) {
  return (
    <Dialog title={room.name} onClose={onClose}>
      <div class="manage-room">
        <a class="button button-plain" href={`/admin/audit?room=${room.id}`}>
          What was done here
        </a>
        {deedsFor(room).map(deed => (
          <Button
            key={deed}
            kind={deed === 'delete' ? 'danger-plain' : 'plain'}
            onClick={() => onChoose(deed)}
          >
            {WORDS[deed]}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}

const WORDS: Readonly<Record<RoomDeed, string>> = {
  enter: 'Enter the room',
  archive: 'Archive',
  unarchive: 'Open again',
  delete: 'Delete',
  restore: 'Bring back',
}
