import { type KnownRoom, marksOf } from '../../../state/admin/all-rooms.ts'
import { counted } from '../../../state/audit/deed.ts'
import { agoWords } from '../../../state/moment.ts'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Entry } from '../../entries.tsx'
import { RoomMark } from '../../rooms/room-mark.tsx'

export function RoomEntry({ room, onManage }: { room: KnownRoom; onManage(): void }) {
  const { name, topic, members, lastActivityAt } = room
  const ago = agoWords(lastActivityAt, minute.value, LOCALE)
  const notes = [`${counted(members, 'member')} · last used ${ago}`]
  return (
    <Entry
      title={name}
      mark={marksOf(room)}
      picture={<RoomMark id={room.id} />}
      notes={topic === '' ? notes : [<span dir="auto">{topic}</span>, ...notes]}
    >
      <Button kind="text" label={`Manage ${name}`} onClick={onManage}>
        Manage
      </Button>
    </Entry>
  )
}
