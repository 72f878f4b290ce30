import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { Lobby } from '../components/room/lobby.tsx'
import { RoomPlace } from '../components/room/room-place.tsx'
import { RoomsColumn } from '../components/rooms/rooms-column.tsx'
import { keepWayBack } from '../components/way-back.ts'
import { session } from '../state/session.ts'
import './chat.css'

/** The rooms, and the one that is open. On a small screen one of the two. */
export function ChatPage() {
  const { id } = useRoute().params
  // By the route, not by the address: that one is the next page's already while that page loads.
  useEffect(() => keepWayBack(id === undefined ? '/' : `/rooms/${id}`), [id])
  if (session.value.phase !== 'member') return null
  const { account } = session.value
  return (
    <div class={`chat ${id === undefined ? 'chat-rooms' : 'chat-room'}`}>
      <RoomsColumn account={account} {...(id === undefined ? {} : { current: id })} />
      {id === undefined ? <Lobby /> : <RoomPlace key={id} id={id} account={account} />}
    </div>
  )
}
