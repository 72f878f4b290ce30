import { useState } from 'preact/hooks'
import type { Member, Room } from '../../../../protocol/events.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import MemberSearch from '../../people/member-search.tsx'
import { TransferQuestion } from '../../people/person-dialog.tsx'

export interface TransferRoomProps {
  line: RoomLine
  room: Room
  me: string
  onClose(): void
}

/** Chooses who the room is handed to. */
export function TransferRoom({ line, room, me, onClose }: TransferRoomProps) {
  const [chosen, setChosen] = useState<Member>()
  return (
    <div class="dialog-form">
      <p>Choose the one who is to own it in your place.</p>
      <MemberSearch
        line={line}
        me={me}
        onChoose={member => {
          if (member.id !== me) setChosen(member)
        }}
      />
      {chosen && (
        <TransferQuestion
          member={chosen}
          room={room}
          onClose={() => {
            setChosen(undefined)
            onClose()
          }}
        />
      )}
    </div>
  )
}
