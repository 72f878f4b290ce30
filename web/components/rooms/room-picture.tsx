import type { RoomSummary } from '../../../protocol/rest.ts'
import { inbox } from '../../net/inbox-line.ts'
import { type Presence, thereAtAll } from '../../state/presence.ts'
import { titleOf } from '../../state/rooms.ts'
import { Avatar } from '../avatar.tsx'
import { RoomMark } from './room-mark.tsx'

export interface RoomPictureProps {
  room: Pick<RoomSummary, 'id' | 'kind' | 'name' | 'people' | 'members'>
  /** How the other person is there, where more is known of it than how they are anywhere. */
  presence?: Presence | undefined
}

/** What a room is known by at a glance: its alcove, the other person, or the letters of a group. */
export function RoomPicture({ room, presence }: RoomPictureProps) {
  if (room.kind === 'room') return <RoomMark id={room.id} />
  const [other] = room.people
  if (room.kind === 'direct' && other !== undefined)
    return (
      <Avatar
        id={other.id}
        name={other.displayName}
        presence={presence ?? thereAtAll(inbox.standings.value.get(other.id)).presence}
      />
    )
  return <Avatar id={room.id} name={titleOf(room)} />
}
