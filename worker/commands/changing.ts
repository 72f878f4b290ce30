import { changeRoomSchema } from '../../protocol/rest.ts'
import { spanText } from '../../protocol/slash/duration.ts'
import { changeRoom } from '../rooms/rename.ts'
import { checked, type Doer } from './doing.ts'

// The room itself.

export const topic: Doer<'topic'> = async ({ c, roomId }, { text }) => {
  const wanted = text.toLowerCase() === 'off' ? '' : text
  const change = checked(changeRoomSchema, { topic: wanted }, 'topic')
  const room = await changeRoom(c, roomId, change)
  return { text: room.topic === '' ? 'The room has no topic now.' : `The topic is: ${room.topic}` }
}

export const rename: Doer<'rename'> = async ({ c, roomId }, { name }) => {
  const room = await changeRoom(c, roomId, checked(changeRoomSchema, { name }, 'name'))
  return { text: `The room is called ${room.name} now.` }
}

export const slow: Doer<'slow'> = async ({ c, roomId }, { time }) => {
  await changeRoom(c, roomId, { settings: { slowModeMs: time } })
  return {
    text:
      time === 0
        ? 'Members need not wait any more between two messages.'
        : `Members wait ${spanText(time)} between two messages.`,
  }
}

export const archive: Doer<'archive'> = async ({ c, roomId }) => {
  await changeRoom(c, roomId, { archived: true })
  return { text: 'The room is archived. /unarchive opens it again.' }
}

export const unarchive: Doer<'unarchive'> = async ({ c, roomId }) => {
  await changeRoom(c, roomId, { archived: false })
  return { text: 'The room is open again.' }
}
