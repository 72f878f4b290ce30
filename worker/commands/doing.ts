import type { Context } from 'hono'
import type * as z from 'zod'
import type { CommandIn, Given } from '../../protocol/slash/commands.ts'
import { Refusal } from '../errors.ts'
import type { SignedInRequest } from '../middleware/session.ts'

/** Where a command was given, and by whom. */
export interface Setting {
  c: Context<SignedInRequest>
  roomId: string
}

/** What came of it, in words for whoever gave it; where to go next, and what to say there. */
export interface Done {
  text: string
  go?: string
  say?: string
}

/** A command that the server does. */
export type ServerCommand = CommandIn<'room'>

/** Does one command. @throws Refusal, Unavailable */
export type Doer<N extends ServerCommand> = (setting: Setting, given: Given<N>) => Promise<Done>

/** A refusal of the line itself, with what to write instead. */
export function badCommand(message: string): Refusal {
  return new Refusal('bad_command', { errors: [{ field: 'text', message }] })
}

/**
 * A value as its schema has it.
 * @param what what to call it
 * @throws Refusal that says what is wrong with it
 */
export function checked<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw badCommand(`The ${what}: ${parsed.error.issues[0]?.message ?? 'not like this'}.`)
}
