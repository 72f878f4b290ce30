import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { CLOSE } from '../../../protocol/codes.ts'
import { loadRooms } from '../../net/rooms.ts'
import { leave } from '../../net/session.ts'
import { Notice } from '../notice.tsx'

/** The room has ended the line for good: why, and what there is to do. */
export function EndedRoom({ code }: { code: number }) {
  const { route } = useLocation()
  const toRooms = { label: 'To the rooms', act: () => route('/') }
  useEffect(() => {
    if (code === CLOSE.unauthenticated) leave()
    if (code === CLOSE.forbidden || code === CLOSE.noSuchRoom) void loadRooms()
  }, [code])
  switch (code) {
    case CLOSE.unauthenticated:
      return <main id="main" tabIndex={-1} class="room" />
    case CLOSE.forbidden:
      return (
        <Notice title="This room is closed to you" action={toRooms}>
          You are not one of its members, or no longer. What you had not sent is kept.
        </Notice>
      )
    case CLOSE.noSuchRoom:
      return (
        <Notice title="There is no such room" action={toRooms}>
          It may have been removed, or the address may be mistyped.
        </Notice>
      )
    case CLOSE.version:
      return (
        <Notice
          title="Alcove has a new version"
          action={{ label: 'Load it', act: () => location.reload() }}
        >
          This page is too old to talk to the room. Your drafts are kept.
        </Notice>
      )
    default:
      return (
        <Notice title="The room has ended the connection" action={toRooms}>
          Open it again to come back.
        </Notice>
      )
  }
}
