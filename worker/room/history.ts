import type { MessageSent } from '../../protocol/events.ts'
import type { History, HistoryQuery } from '../../protocol/rest.ts'
import type { Log } from './log.ts'
import type { Meta } from './meta.ts'
import type { Older } from './older.ts'

export interface HistorySources {
  log: Log
  meta: Pick<Meta, 'base' | 'expired'>
  older: Older
}

/**
 * A page of messages, and the cursors of the pages beside it: null where there is nothing more. One
 * order, from the log while it has them and from what is older below.
 * @throws Unavailable when it takes Postgres, and that does not answer
 */
export async function history(sources: HistorySources, query: HistoryQuery): Promise<History> {
  return query.after === undefined
    ? await backwards(sources, query)
    : await forwards(sources, query.after, query.limit)
}

async function backwards(sources: HistorySources, query: HistoryQuery): Promise<History> {
  const { limit } = query
  const end = sources.log.head + 1
  const edge =
    query.before ?? (query.beforeTs === undefined ? end : await seqAt(sources, query.beforeTs))
  const found = kept(sources, await messagesBefore(sources, edge, limit + 1))
  return page(sources, found.slice(-limit), found.length > limit, edge < end)
}

async function forwards(sources: HistorySources, after: number, limit: number): Promise<History> {
  const from = Math.max(after, sources.meta.expired - 1)
  const found = await messagesAfter(sources, from, limit + 1)
  return page(sources, found.slice(0, limit), from > sources.meta.expired - 1, found.length > limit)
}

/** What is too old to be told is no history any more. */
function kept({ meta }: HistorySources, messages: MessageSent[]): MessageSent[] {
  return messages.filter(({ seq }) => seq >= meta.expired)
}

async function messagesBefore(
  { log, meta, older }: HistorySources,
  edge: number,
  limit: number,
): Promise<MessageSent[]> {
  const { base } = meta
  const held = log.messagesBefore(edge, base, limit)
  if (held.length === limit || base === 1) return held
  return [...(await older.messagesBefore(Math.min(edge, base), limit - held.length)), ...held]
}

async function messagesAfter(
  { log, meta, older }: HistorySources,
  after: number,
  limit: number,
): Promise<MessageSent[]> {
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

function page(
  { log }: HistorySources,
  messages: MessageSent[],
  olderLeft: boolean,
  newerLeft: boolean,
): History {
  return {
    messages,
    before: olderLeft ? (messages[0]?.seq ?? null) : null,
    after: newerLeft ? (messages.at(-1)?.seq ?? null) : null,
    head: log.head,
  }
}
