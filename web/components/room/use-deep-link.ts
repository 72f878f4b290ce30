import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Shown } from '../../net/room-history.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { say } from '../../state/toast.ts'

/**
 * Follows an address that names a message, `?at=<seq>`, or a thread, `?thread=<seq>`, once the room is here. It is taken out of the address
 * again, so that whoever loads the page anew, or comes back to it, begins at the newest.
 */
export function useDeepLink(line: RoomLine, onThread: OnThread): void {
  const { path, query, route } = useLocation()
  const isHere = line.room.value !== null
  const { at, thread } = query
  useEffect(() => {
    if (!isHere || (at ?? thread) === undefined) return
    route(path, true)
    if (at !== undefined) void showMessage(line, Number(at), onThread)
    if (isSeq(Number(thread))) onThread(Number(thread))
  }, [line, isHere, at, thread])
}

/** Opens a thread, at one of its answers if it is named. */
type OnThread = (seq: number, at?: number) => void

/**
 * Shows a message, in its thread if it stands in one, and says so when it cannot be shown.
 * @returns whether the room itself shows it
 */
export async function showMessage(
  line: RoomLine,
  seq: number,
  onThread: OnThread,
): Promise<boolean> {
  const shown: Shown = isSeq(seq) ? await line.show(seq) : { kind: 'not there' }
  if (shown.kind === 'in thread') onThread(shown.thread, seq)
  else if (shown.kind === 'not there') say('That message is not there any more.')
  else if (shown.kind === 'refused') say(shown.refusal.message)
  return shown.kind === 'shown'
}

function isSeq(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0
}
