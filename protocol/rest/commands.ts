import * as z from 'zod'
import { COMMAND_MAX_CHARS } from '../limits.ts'
import { soughtSchema } from './sought.ts'

/** A line as it was typed, with the slash. */
export const runCommandSchema = z
  .strictObject({ text: soughtSchema(COMMAND_MAX_CHARS).min(2) })
  .meta({ id: 'RunCommand' })

/**
 * What came of it, in words for whoever typed it alone. `go` is the room to be shown next, and `say` what
 * to send there.
 */
export const commandAnswerSchema = z
  .object({
    command: z.string(),
    text: z.string(),
    go: z.uuid().optional(),
    say: z.string().optional(),
  })
  .meta({ id: 'CommandAnswer' })
export type CommandAnswer = z.infer<typeof commandAnswerSchema>
