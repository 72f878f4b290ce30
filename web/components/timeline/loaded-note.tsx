import { useEffect, useRef, useState } from 'preact/hooks'
import type { LoadState, RoomHistory } from '../../net/room-history.ts'

/** Tells those who listen that there is more than before. */
export function LoadedNote({ history }: { history: RoomHistory }) {
  const earlier = useLoaded(history.older.value, 'Earlier messages loaded')
  const later = useLoaded(history.newer.value, 'Later messages loaded')
  return (
    <span class="unseen" role="status">
      {earlier || later}
    </span>
  )
}

/** The words once a page has come, until the next one is on its way. */
function useLoaded(state: LoadState, words: string): string {
  const [text, setText] = useState('')
  const before = useRef(state)
  useEffect(() => {
    setText(before.current === 'loading' && state === 'idle' ? words : '')
    before.current = state
  }, [state])
  return text
}
