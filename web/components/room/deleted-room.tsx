import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { ROOM_RESTORE_DAYS } from '../../../protocol/limits.ts'
import { restoreRoom } from '../../net/running.ts'
import { say } from '../../state/toast.ts'
import { Notice } from '../notice.tsx'
import { useTitle } from '../title.ts'

export interface DeletedRoomProps {
  /** Its name is empty where it is not known. */
  room: { id: string; name: string }
  mayRestore: boolean
  /** Whether the list has it again: somebody has brought it back. */
  isBack?: boolean
  onRestored(): void
}

/** In the place of a room that somebody deleted. */
export function DeletedRoom(props: DeletedRoomProps) {
  const { room, mayRestore, isBack = false, onRestored } = props
  const { route } = useLocation()
  const [busy, setBusy] = useState(false)
  useTitle('A deleted room')
  // A list that is not fresh yet has it still: that is no return.
  const wasGone = useRef(false)
  useEffect(() => {
    if (!isBack) wasGone.current = true
    else if (wasGone.current) onRestored()
  }, [isBack])

  async function restore() {
    setBusy(true)
    const answer = await restoreRoom(room.id)
    setBusy(false)
    if (answer.ok) onRestored()
    else say(answer.refusal.message)
  }

  const action = mayRestore
    ? { label: 'Bring it back', act: () => void restore(), busy }
    : { label: 'To the rooms', act: () => route('/') }
  return (
    <Notice title="This room was deleted" action={action}>
      {room.name !== '' && (
        <>
          <strong dir="auto">{room.name}</strong> is gone.{' '}
        </>
      )}
      {mayRestore
        ? `For ${ROOM_RESTORE_DAYS} days its owner can bring it back, with everything that was said in it.`
        : 'What you had not sent is kept.'}
    </Notice>
  )
}
