import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { RoomSummary } from '../../../protocol/rest.ts'
import { RoomLink } from './room-link.tsx'
import './room-section.css'

export interface RoomSectionProps {
  title: string
  rooms: readonly RoomSummary[]
  current: string | undefined
  /** Where there is something to be done with a room of one's own. */
  onMenu?: (room: RoomSummary, anchor: Element) => void
  /** Beside the title: how to have more of these. With it the section is there even when it is empty. */
  more?: ComponentChildren
  /** Below the rooms, or in their place. */
  children?: ComponentChildren
}

export function RoomSection(props: RoomSectionProps) {
  const { title, rooms, current, onMenu, more, children } = props
  const id = useId()
  if (rooms.length === 0 && more === undefined) return null
  return (
    <section class="room-section" aria-labelledby={id}>
      <header class="room-section-head">
        <h2 class="room-section-title" id={id}>
          {title}
        </h2>
        {more}
      </header>
      <ul>
        {rooms.map(room => (
          <li class="room-row" key={room.id}>
            <RoomLink
              room={room}
              current={room.id === current}
              onMenu={onMenu && (anchor => onMenu(room, anchor))}
            />
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}
