import type { MessageSent } from '../../../protocol/events.ts'
import type { HistoryQuery } from '../../../protocol/rest.ts'
import type { Log } from '../log.ts'
import type { Meta } from '../meta.ts'
import type { Older } from '../older.ts'
import type { Messages } from './messages.ts'

export interface HistorySources {
  log: Log
  meta: Pick<Meta, 'base' | 'expired'>
  older: Older
  messages: Pick<Messages, 'at' | 'threads'>
}

/** A stretch of messages, and whether there are more at its ends. */
export interface Stretch {
  messages: MessageSent[]
  olderLeft: boolean
  newerLeft: boolean
}

/** Which messages are wanted: all of the room's, or those in the thread under `thread`. */
type Wanted = Pick<HistoryQuery, 'thread' | 'limit'>

/**
 * A page of messages. One order, from the log while it has them and from what is older below.
 * @throws Unavailable when it takes Postgres, and that does not answer
 */
export async function history(sources: HistorySources, query: HistoryQuery): Promise<Stretch> {
  const { around, after, afterTs } = query
  if (around !== undefined) return await surrounding(sources, query, around)
  if (after !== undefined) return await forwards(sources, query, after)
  if (afterTs !== undefined)
    return await forwards(sources, query, (await seqAt(sources, afterTs)) - 1)
  const { before, beforeTs } = query
  const edge = before ?? (beforeTs === undefined ? undefined : await seqAt(sources, beforeTs))
  return await backwards(sources, query, edge ?? sources.log.head + 1)
}

async function backwards(sources: HistorySources, wanted: Wanted, edge: number): Promise<Stretch> {
  const { limit } = wanted
  const end = sources.log.head + 1
  const found = kept(sources, await messagesBefore(sources, wanted, edge, limit + 1))
  return {
    messages: found.slice(-limit),
    olderLeft: found.length > limit,
    newerLeft: edge < end,
  }
}

async function forwards(sources: HistorySources, wanted: Wanted, after: number): Promise<Stretch> {
  const { limit } = wanted
  const from = Math.max(after, sources.meta.expired - 1)
  const found = await messagesAfter(sources, wanted, from, limit + 1)
  return {
    messages: found.slice(0, limit),
    olderLeft: from > sources.meta.expired - 1,
    newerLeft: found.length > limit,
  }
}

/** Half of the page before a message, and half from it on. */
async function surrounding(
  sources: HistorySources,
  { thread, limit }: Wanted,
  seq: number,
): Promise<Stretch> {
  const half = Math.ceil(limit / 2)
  const before = await backwards(sources, { thread, limit: Math.max(1, limit - half) }, seq)
  const from = await forwards(sources, { thread, limit: half }, seq - 1)
  return {
    messages: [...before.messages, ...from.messages],
    olderLeft: before.olderLeft,
    newerLeft: from.newerLeft,
  }
}

/** What is too old to be told is no history any more. */
function kept({ meta }: HistorySources, messages: MessageSent[]): MessageSent[] {
  return messages.filter(({ seq }) => seq >= meta.expired)
}

async function messagesBefore(
  { log, meta, older, messages }: HistorySources,
  { thread }: Wanted,
  edge: number,
  limit: number,
): Promise<MessageSent[]> {
  if (thread !== undefined)
    return await messages.at(messages.threads.replies(thread, { before: edge }, limit))
  const { base } = meta
  const held = log.messagesBefore(edge, base, limit)
  if (held.length === limit || base === 1) return held
  return [...(await older.messagesBefore(Math.min(edge, base), limit - held.length)), ...held]
}

async function messagesAfter(
  { log, meta, older, messages }: HistorySources,
  { thread }: Wanted,
  after: number,
  limit: number,
): Promise<MessageSent[]> {
  if (thread !== undefined)
    return await messages.at(messages.threads.replies(thread, { after }, limit))
  const { base } = meta
  if (after + 1 >= base) return log.messagesAfter(after, limit)
  // Read first: the log may let go of more while Postgres is asked.
  const held = log.messagesAfter(base - 1, limit)
  return [...(await older.messagesAfter(after, limit)), ...held].slice(0, limit)
}

async function seqAt({ log, meta, older }: HistorySources, moment: number): Promise<number> {
  const { base } = meta
  const held = log.seqAt(moment, base)
  return held > base || base === 1 ? held : await older.seqAt(moment)
}
