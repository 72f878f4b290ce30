import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Account } from '../../protocol/rest.ts'
import { later } from '../components/later.tsx'
import { Lobby } from '../components/room/lobby.tsx'
import { RoomPlace } from '../components/room/room-place.tsx'
import { RoomsColumn } from '../components/rooms/rooms-column.tsx'
import { keepWayBack } from '../components/way-back.ts'
import { session } from '../state/session.ts'
import './chat.css'

const Directory = later(() => import('../components/rooms/directory.tsx'))

/** The rooms, and the one that is open or how to find more. On a small screen one of the two. */
export function ChatPage() {
  const { path, params } = useRoute()
  const { id } = params
  const isDirectory = path === DIRECTORY
  // By the route, not by the address: that one is the next page's already while that page loads.
  const way = isDirectory ? DIRECTORY : id === undefined ? '/' : `/rooms/${id}`
  useEffect(() => keepWayBack(way), [way])
  if (session.value.phase !== 'member') return null
  const { account } = session.value
  return (
    <div class={`chat ${way === '/' ? 'chat-rooms' : 'chat-room'}`}>
      <RoomsColumn account={account} {...(id === undefined ? {} : { current: id })} />
      {isDirectory ? <Directory /> : <Beside id={id} account={account} />}
    </div>
  )
}

const DIRECTORY = '/directory'

function Beside({ id, account }: { id: string | undefined; account: Account }) {
  return id === undefined ? <Lobby /> : <RoomPlace key={id} id={id} account={account} />
}
