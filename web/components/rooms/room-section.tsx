import { useId } from 'preact/hooks'
import type { RoomSummary } from '../../../protocol/rest.ts'
import { RoomLink } from './room-link.tsx'
import './room-section.css'

export interface RoomSectionProps {
  title: string
  rooms: readonly RoomSummary[]
  current: string | undefined
}

export function RoomSection({ title, rooms, current }: RoomSectionProps) {
  const id = useId()
  if (rooms.length === 0) return null
  return (
    <section class="room-section" aria-labelledby={id}>
      <h2 class="room-section-title" id={id}>
        {title}
      </h2>
      <ul>
        {rooms.map(room => (
          <li key={room.id}>
            <RoomLink room={room} current={room.id === current} />
          </li>
        ))}
      </ul>
    </section>
  )
}
