import * as z from 'zod'
import type { Amendment } from '../../protocol/client/amender.ts'
import type { PendingSend } from '../../protocol/client/pending.ts'
import { messageStyleSchema } from '../../protocol/events.ts'
import { addressSchema, editSchema, pinSchema, reactSchema } from '../../protocol/frames.ts'

const pendingSendSchema = z.object({
  cid: z.string(),
  body: z.string(),
  style: messageStyleSchema.exactOptional(),
  replyTo: addressSchema.exactOptional(),
  thread: addressSchema.exactOptional(),
  at: z.number(),
  state: z.enum(['pending', 'failed']),
  code: z.string().exactOptional(),
})

const amendmentSchema = z.discriminatedUnion('type', [editSchema, reactSchema, pinSchema])

/** What a store held, without whatever is not a send: another version may have written it. */
export function parsedSends(stored: unknown): PendingSend[] {
  return parsed(pendingSendSchema, stored)
}

/** So for what was done to messages. */
export function parsedAmendments(stored: unknown): Amendment[] {
  return parsed(amendmentSchema, stored)
}

function parsed<Item>(schema: z.ZodType<Item>, stored: unknown): Item[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap(entry => {
    const item = schema.safeParse(entry)
    return item.success ? [item.data] : []
  })
}

/**
 * What to store, when pages share the store: of what waits in this page all that it still has, and that of other
 * pages untouched. `mine` are the cids this page has ever had.
 */
export function reconciled<Item extends { cid: string }>(
  stored: readonly Item[],
  items: readonly Item[],
  mine: ReadonlySet<string>,
): Item[] {
  return [...stored.filter(item => !mine.has(item.cid)), ...items]
}
