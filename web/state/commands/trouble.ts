import type { CommandName } from '../../../protocol/slash/commands.ts'
import type { Reading } from '../../../protocol/slash/read.ts'
import { quoted } from '../../../protocol/slash/value.ts'

/** Why a command did nothing, and what to do instead. The text stays where it is. */
export interface Trouble {
  message: string
  /** How the command is written. */
  usage?: string
  /** Commands that may have been meant. */
  nearest?: readonly CommandName[]
  /** Whether the text could be sent as it is, as a message. */
  isSayable?: boolean
}

/** What is wrong with what was typed. */
export function troubleWith(reading: Extract<Reading, { kind: 'mistake' | 'unknown' }>): Trouble {
  if (reading.kind === 'mistake') return { message: reading.message, usage: reading.usage }
  const { word, nearest } = reading
  return { message: `There is no command ${quoted(`/${word}`)}.`, nearest, isSayable: true }
}

/** What the server said against a command. @param fields what it said of the line itself */
export function troubleFrom(
  refusal: { code: string; message: string; fields: Readonly<Record<string, string>> },
  name: CommandName,
): Trouble {
  if (refusal.code === 'unreachable')
    return { message: `/${name} needs the connection, which is away. Try again once it is back.` }
  const said = refusal.fields.text
  if (refusal.code === 'bad_command' && said !== undefined) return { message: said }
  return { message: refusal.message }
}

/** The text with another command's name in the place of its own. */
export function renamedTo(text: string, name: CommandName): string {
  return text.replace(/^\/\S*/u, `/${name}`)
}
