import { useState } from 'preact/hooks'
import { loadAllRooms } from '../../../net/admin.ts'
import { type KnownRoom, type RoomDeed, withRoom } from '../../../state/admin/all-rooms.ts'
import { Card } from '../../card.tsx'
import { Entries } from '../../entries.tsx'
import { Said } from '../../said.tsx'
import { SearchField } from '../../search-field.tsx'
import { usePages } from '../../use-pages.ts'
import { PagedList } from '../paged-list.tsx'
import { ManageRoom } from './manage-room.tsx'
import { RoomDeedDialog } from './room-deed-dialog.tsx'
import { RoomEntry } from './room-entry.tsx'

/** Every room there is or was, and what an admin can do about it. */
export function RoomsSection() {
  const [sought, setSought] = useState('')
  const q = sought.trim()
  const [chosen, setChosen] = useState<{ room: KnownRoom; deed?: RoomDeed }>()
  const [said, setSaid] = useState<string>()
  const pages = usePages<KnownRoom>(q, async after => {
    const answer = await loadAllRooms(q, after)
    if (!answer.ok) return answer
    return { ok: true, value: { items: answer.value.rooms, after: answer.value.after } }
  })
  const close = () => setChosen(undefined)
  return (
    <Card
      title="All rooms"
      about="Archived and deleted ones too, but no conversations between people. What you do here is entered in the audit of the room."
    >
      <SearchField label="Name, topic or description" value={sought} onInput={setSought} />
      <Said text={said} />
      <PagedList
        pages={pages}
        empty={q === '' ? 'There are no rooms yet.' : 'No room is like that.'}
      >
        {rooms => (
          <Entries label="Rooms">
            {rooms.map(room => (
              <RoomEntry key={room.id} room={room} onManage={() => setChosen({ room })} />
            ))}
          </Entries>
        )}
      </PagedList>
      {chosen && chosen.deed === undefined && (
        <ManageRoom
          room={chosen.room}
          onChoose={deed => setChosen({ ...chosen, deed })}
          onClose={close}
        />
      )}
      {chosen?.deed !== undefined && (
        <RoomDeedDialog
          room={chosen.room}
          deed={chosen.deed}
          onChanged={(room, what) => {
            pages.set(withRoom(pages.items, room))
            setSaid(what)
            close()
          }}
          onClose={close}
        />
      )}
    </Card>
  )
}
