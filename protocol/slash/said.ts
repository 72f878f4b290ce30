import type { MessageStyle } from '../events.ts'
import type { Call, CommandIn } from './commands.ts'

/** A command that becomes a message. */
export type SayCall = Extract<Call, { name: CommandIn<'say'> }>

/** The message that such a command becomes. */
export function saidBy(call: SayCall): { body: string; style?: MessageStyle } {
  switch (call.name) {
    case 'me':
      return { body: call.given.text, style: 'action' }
    case 'shrug':
      return { body: followed(call.given.text, '¯\\_(ツ)_/¯') }
    case 'tableflip':
      return { body: followed(call.given.text, '(╯°□°)╯︵ ┻━┻') }
    default:
      return call satisfies never
  }
}

function followed(text: string | undefined, face: string): string {
  return text === undefined ? face : `${text} ${face}`
}
