import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { CLOSE } from '../../../protocol/codes.ts'
import { isDeleted, loadRooms } from '../../net/rooms.ts'
import { leave } from '../../net/session.ts'
import { endingOf } from '../../state/ending.ts'
import { Notice } from '../notice.tsx'
import { useTitle } from '../title.ts'
import { DeletedRoom } from './deleted-room.tsx'

export interface EndedRoomProps {
  id: string
  /** Of CLOSE. */
  code: number
  /** Whether the list has the room. */
  isListed: boolean
  onRestored(): void
}

/** The room has ended the line for good: why, and what there is to do. */
export function EndedRoom({ id, code, isListed, onRestored }: EndedRoomProps) {
  const [deleted, setDeleted] = useState(false)
  const { route } = useLocation()
  const { title, text, remedy } = endingOf(code)
  useTitle(title)
  useEffect(() => {
    if (remedy === 'sign-in') leave({ expelled: true })
    // When the list has the room as one to join, its door takes the place of this.
    if (code === CLOSE.forbidden || code === CLOSE.noSuchRoom) void loadRooms()
    if (code === CLOSE.noSuchRoom) void isDeleted(id).then(setDeleted)
  }, [code, remedy])
  // Whether they may is for the server to say: who they were in it the page does not know.
  if (deleted)
    return (
      <DeletedRoom room={{ id, name: '' }} mayRestore isBack={isListed} onRestored={onRestored} />
    )
  const actions = {
    'sign-in': { label: 'Sign in', act: () => leave({ expelled: true }) },
    rooms: { label: 'To the rooms', act: () => route('/') },
    reload: { label: 'Load the page again', act: () => location.reload() },
  }
  return (
    <Notice title={title} action={actions[remedy]}>
      {text}
    </Notice>
  )
}
