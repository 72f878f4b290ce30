import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { CLOSE } from '../../../protocol/codes.ts'
import { loadRooms } from '../../net/rooms.ts'
import { leave } from '../../net/session.ts'
import { endingOf } from '../../state/ending.ts'
import { Notice } from '../notice.tsx'
import { useTitle } from '../title.ts'

/** The room has ended the line for good: why, and what there is to do. */
export function EndedRoom({ code }: { code: number }) {
  const { route } = useLocation()
  const { title, text, remedy } = endingOf(code)
  useTitle(title)
  useEffect(() => {
    if (remedy === 'sign-in') leave({ expelled: true })
    // When the list has the room as one to join, its door takes the place of this.
    if (code === CLOSE.forbidden || code === CLOSE.noSuchRoom) void loadRooms()
  }, [code, remedy])
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
