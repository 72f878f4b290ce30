import type { Room } from '../events.ts'
import { may, type Standing } from '../permissions.ts'
import { COMMAND_NAMES, type CommandName, commandNamed } from './commands.ts'

/** The commands of which somebody may use some in a room, in the order of the help. */
export function availableTo(
  standing: Standing,
  room: Pick<Room, 'kind' | 'settings'>,
): CommandName[] {
  return COMMAND_NAMES.filter(name => {
    const { permission, kinds } = commandNamed(name)
    if (kinds !== undefined && !kinds.includes(room.kind)) return false
    return permission === undefined || may(standing, permission, room)
  })
}
