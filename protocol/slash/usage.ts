import type { Argument } from './argument.ts'
import type { Command } from './command.ts'
import { type CommandName, commandNamed } from './commands.ts'

/** What to type, with what may be left out in brackets: `/mute @person [10m] [reason]`. */
export function usageOf(name: CommandName): string {
  return [`/${name}`, ...commandNamed(name).arguments.map(partOf)].join(' ')
}

/** One argument of the usage. */
export function partOf(argument: Argument): string {
  const part = bareOf(argument)
  return isOptional(argument) ? `[${part}]` : part
}

export function isOptional(argument: Argument): boolean {
  return 'optional' in argument && argument.optional === true
}

/** Whether it takes all that is left of the line. */
export function takesRest(argument: Argument): boolean {
  return argument.kind === 'text' || argument.kind === 'room'
}

/** What a person is told it is. */
export function bareOf(argument: Argument): string {
  switch (argument.kind) {
    case 'person':
      return '@person'
    case 'room':
      return `#${argument.name}`
    case 'duration': {
      const time = argument.offered[0] ?? ''
      const either = argument.off ? `${time}|off` : time
      return argument.after === undefined ? either : `${argument.after} ${either}`
    }
    case 'choice':
      return argument.choices.join('|')
    case 'role':
    case 'text':
      return argument.name
    default:
      return argument satisfies never
  }
}

/** All that names a command, the name first. */
export function wordsOf(name: CommandName): string[] {
  const { aliases = [] }: Command = commandNamed(name)
  return [name, ...aliases]
}
