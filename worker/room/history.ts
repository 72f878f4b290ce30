import type { MessageSent } from '../../protocol/events.ts'
import type { History, HistoryQuery } from '../../protocol/rest.ts'
import type { Log } from './log.ts'

/** A page of messages, and the cursors of the pages beside it: null where there is nothing more. */
export function history(log: Log, query: HistoryQuery): History {
  return query.after === undefined ? backwards(log, query) : forwards(log, query.after, query.limit)
}

function backwards(log: Log, { before, beforeTs, limit }: HistoryQuery): History {
  const end = log.head + 1
  const edge = before ?? (beforeTs === undefined ? end : log.seqAt(beforeTs))
  const found = log.messagesBefore(edge, limit + 1)
  const messages = found.slice(-limit)
  const olderLeft = found.length > limit
  return page(messages, olderLeft, edge < end)
}

function forwards(log: Log, after: number, limit: number): History {
  const found = log.messagesAfter(after, limit + 1)
  return page(found.slice(0, limit), after > 0, found.length > limit)
}

function page(messages: MessageSent[], olderLeft: boolean, newerLeft: boolean): History {
  return {
    messages,
    before: olderLeft ? (messages[0]?.seq ?? null) : null,
    after: newerLeft ? (messages.at(-1)?.seq ?? null) : null,
  }
}
