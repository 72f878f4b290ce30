import { useRef, useState } from 'preact/hooks'
import type { Account } from '../../../protocol/rest.ts'
import { placeOf, rooms } from '../../state/rooms.ts'
import { JoinRoom } from './join-room.tsx'
import { RoomView } from './room-view.tsx'

/**
 * The room of an address: a door for those who could join, else the room. While the list is on its
 * way the room is tried at once, and says itself whether it lets us in.
 */
export function RoomPlace({ id, account }: { id: string; account: Account }) {
  const wasInside = useRef(false)
  const [round, setRound] = useState(0)
  const known = rooms.value.phase === 'here' ? placeOf(rooms.value.list, id) : undefined
  if (known?.joined) wasInside.current = true
  if (known !== undefined && !known.joined)
    return (
      <JoinRoom room={known.summary} me={account.id} by={known.by} wasInside={wasInside.current} />
    )
  return (
    <RoomView
      key={round}
      id={id}
      account={account}
      summary={known?.summary}
      onRestored={() => setRound(round + 1)}
    />
  )
}
