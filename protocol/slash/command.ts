import type { RoomKind } from '../events.ts'
import type { Permission } from '../permissions.ts'
import type { Argument } from './argument.ts'

/** The parts of the help, in its order. */
export const COMMAND_GROUPS = ['talk', 'rooms', 'people', 'moderation', 'you', 'page'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** One command, as help, completion, parser, page and Worker know it. */
export interface Command {
  group: CommandGroup
  /** Other names of it. */
  aliases?: readonly string[]
  arguments: readonly Argument[]
  /** What it does, in a line. */
  help: string
  example: string
  /** `say`: becomes a message. `page`: the page does it. `room`: the server does it, for programs too. */
  runs: 'say' | 'page' | 'room'
  /** What it takes; nothing where everybody may who is in the room. */
  permission?: Permission
  /** Where it can be used; everywhere when left out. */
  kinds?: readonly RoomKind[]
}
