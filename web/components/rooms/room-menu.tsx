import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import type { ChangePreferences, RoomSummary } from '../../../protocol/rest.ts'
import { prefer } from '../../net/rooms.ts'
import { titleOf } from '../../state/rooms.ts'
import { say } from '../../state/toast.ts'
import { Menu, MenuItem } from '../menu.tsx'

export interface RoomMenuProps {
  room: RoomSummary
  anchor: Element
  onClose(): void
  /** What else there is to do, where it was opened. */
  children?: ComponentChildren
}

/** What one keeps of a room for oneself. */
export function RoomMenu({ room, anchor, onClose, children }: RoomMenuProps) {
  const { favourite, muted } = room.preferences
  const { route } = useLocation()

  async function keep(change: ChangePreferences, said?: string) {
    onClose()
    const answer = await prefer(room.id, change)
    if (!answer.ok) say(answer.refusal.message)
    else if (said !== undefined)
      say(said, {
        label: 'Undo',
        act: async () => {
          const back = await prefer(room.id, { hidden: false })
          return back.ok ? undefined : back.refusal.message
        },
      })
  }

  return (
    <Menu label={titleOf(room)} anchor={anchor} onClose={onClose}>
      {children}
      <MenuItem icon="star" onClick={() => void keep({ favourite: !favourite })}>
        {favourite ? 'Remove from favourites' : 'Add to favourites'}
      </MenuItem>
      <MenuItem icon={muted ? 'bell' : 'quiet'} onClick={() => void keep({ muted: !muted })}>
        {muted ? 'Let it be heard again' : 'Mute for me'}
      </MenuItem>
      {room.kind !== 'room' && (
        <MenuItem
          icon="box"
          onClick={() => {
            if (location.pathname === `/rooms/${room.id}`) route('/')
            void keep({ hidden: true }, 'Put away until somebody speaks')
          }}
        >
          Put away
        </MenuItem>
      )}
    </Menu>
  )
}
