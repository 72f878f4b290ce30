import { ROOM_NAME_MAX_CHARS, ROOM_TOPIC_MAX_CHARS } from '../../protocol/limits.ts'
import { createRoomSchema } from '../../protocol/rest.ts'
import { isBlank } from '../../protocol/text.ts'

export interface RoomForm {
  name: string
  topic: string
}

/** What is wrong in the form, by field; nothing when the server will probably take it. */
export function mistakesInRoom(form: RoomForm): Partial<RoomForm> {
  const parsed = createRoomSchema.safeParse(form)
  if (parsed.success) return {}
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]))
  return {
    ...(wrong.has('name') ? { name: mistakeInName(form.name) } : {}),
    ...(wrong.has('topic') ? { topic: `At most ${ROOM_TOPIC_MAX_CHARS} characters.` } : {}),
  }
}

function mistakeInName(name: string): string {
  return isBlank(name) ? 'Give the room a name.' : `At most ${ROOM_NAME_MAX_CHARS} characters.`
}
