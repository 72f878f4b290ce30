import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { RoomLine } from '../../net/room-line.ts'
import { say } from '../../state/toast.ts'

/**
 * Follows an address that names a message, `?at=<seq>`, or a thread, `?thread=<seq>`, once the room is here. It is taken out of the address
 * again, so that whoever loads the page anew, or comes back to it, begins at the newest.
 */
export function useDeepLink(line: RoomLine, onThread: (seq: number) => void): void {
  const { path, query, route } = useLocation()
  const isHere = line.room.value !== null
  const { at, thread } = query
  useEffect(() => {
    if (!isHere || (at ?? thread) === undefined) return
    route(path, true)
    if (at !== undefined) void show(line, Number(at))
    if (isSeq(Number(thread))) onThread(Number(thread))
  }, [line, isHere, at, thread])
}

async function show(line: RoomLine, seq: number): Promise<void> {
  const shown = isSeq(seq) ? await line.show(seq) : 'not there'
  if (shown === 'not there') say('That message is not there any more.')
  else if (shown !== 'shown') say(shown.message)
}

function isSeq(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0
}
