import { useEffect, useRef } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import type { ThreadLine } from '../../net/thread-line.ts'
import { say } from '../../state/toast.ts'
import type { OpenThread } from '../room/doing.ts'

/** What was said in a thread, and the answer it was opened at last, once there are any. */
export function useArrival(line: RoomLine, thread: ThreadLine, opened: OpenThread): void {
  const shown = useRef<OpenThread | undefined>(undefined)
  const isHere = thread.isHere.value
  // Each welcome that begins anew may be of another history.
  useEffect(() => void thread.load(), [thread, line.history.window.value])
  useEffect(() => {
    if (!isHere || shown.current === opened) return
    shown.current = opened
    if (opened.at !== undefined) void arrive(thread, opened.at)
  }, [thread, opened, isHere])
}

async function arrive(thread: ThreadLine, at: number): Promise<void> {
  const { kind } = await thread.show(at)
  if (kind !== 'shown') say('That message is not there any more.')
}
