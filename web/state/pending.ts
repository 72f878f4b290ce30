import * as z from 'zod'
import type { PendingSend } from '../../protocol/client/pending.ts'
import { messageStyleSchema } from '../../protocol/events.ts'
import { addressSchema } from '../../protocol/frames.ts'

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

/** What a store held, without whatever is not a send: another version may have written it. */
export function parsedSends(stored: unknown): PendingSend[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap(entry => {
    const send = pendingSendSchema.safeParse(entry)
    return send.success ? [send.data] : []
  })
}

/**
 * What to store, when pages share the store: of this page's sends those it still has, and those of
 * other pages untouched. `mine` are the cids this page has ever had.
 */
export function reconciled(
  stored: readonly PendingSend[],
  sends: readonly PendingSend[],
  mine: ReadonlySet<string>,
): PendingSend[] {
  return [...stored.filter(send => !mine.has(send.cid)), ...sends]
}
