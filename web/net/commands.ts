import * as z from 'zod'
import { type CommandAnswer, commandAnswerSchema } from '../../protocol/rest.ts'
import type { CommandName } from '../../protocol/slash/commands.ts'
import { type Answer, ask } from './api.ts'
import { askAsMember } from './confirm.ts'

/** Has the server do what a line says in a room. */
export function runCommand(room: string, text: string): Promise<Answer<CommandAnswer>> {
  return askAsMember(commandAnswerSchema, `/api/rooms/${encodeURIComponent(room)}/commands`, {
    method: 'POST',
    body: { text },
  })
}

/** Counts a command that took no server. Whether that is heard of is nobody's worry here. */
export async function reportUse(name: CommandName): Promise<void> {
  await ask(z.unknown(), `/api/commands/${name}/used`, { method: 'POST' })
}
