import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { RoomLine } from '../../net/room-line.ts'
import { say } from '../../state/toast.ts'

/**
 * Follows an address that names a message, `?at=<seq>`, once the room is here. It is taken out of the address
 * again, so that whoever loads the page anew, or comes back to it, begins at the newest.
 */
export function useDeepLink(line: RoomLine): void {
  const { path, query, route } = useLocation()
  const isHere = line.room.value !== null
  const { at } = query
  useEffect(() => {
    if (!isHere || at === undefined) return
    route(path, true)
    void show(line, Number(at))
  }, [line, isHere, at])
}

async function show(line: RoomLine, seq: number): Promise<void> {
  const shown = Number.isSafeInteger(seq) && seq > 0 ? await line.show(seq) : 'not there'
  if (shown === 'not there') say('That message is not there any more.')
  else if (shown !== 'shown') say(shown.message)
}
