import { rooms } from '../../state/rooms.ts'
import { Notice } from '../notice.tsx'
import { useTitle } from '../title.ts'

/** Beside the list, while no room is open. */
export function Lobby() {
  useTitle(undefined)
  const known = rooms.value.phase === 'here' ? rooms.value.list : { joined: [], open: [] }
  if (known.joined.length > 0)
    return <Notice title="Choose a room">It opens where the talk is now.</Notice>
  if (known.open.length > 0)
    return <Notice title="Come in">Join one of the open rooms, or start your own.</Notice>
  return <Notice title="It is quiet here">Open the first room, and the talk can begin.</Notice>
}
