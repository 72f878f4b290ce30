import type { Delivered } from '../../../protocol/frames.ts'
import { type Effect, refuse } from '../effects.ts'
import type { RoomView } from '../view.ts'

/** A reader confirms what it has read. Nobody can have read what has not happened. */
export function delivered(room: RoomView, frame: Delivered): Effect[] {
  if (frame.seq > room.log.head)
    return [refuse('bad_frame', { field: 'seq' }, 'seq: ahead of the room')]
  return [{ kind: 'confirmed', seq: frame.seq }]
}
