import { roomNamed } from '../../../state/markdown/named-room.ts'
import { rooms } from '../../../state/rooms.ts'
import './mention.css'

/** The way to a room that whoever reads may see. Any other name is text: who may not see a room does not learn of it. */
export function RoomReference({ name, text }: { name: string; text: string }) {
  const state = rooms.value
  const room = state.phase === 'here' ? roomNamed(name, state.list) : undefined
  if (room === undefined) return text
  return (
    <a class="mention" href={`/rooms/${room.id}`} dir="auto">
      #{room.name}
    </a>
  )
}
