import { erasedFrom } from '../../protocol/erased.ts'
import type { RoomEvent } from '../../protocol/events.ts'

// What later events make of earlier ones: people who deleted their account lose their names, and
// messages that were removed their words, until they are brought back.

type Revision = Extract<
  RoomEvent,
  { type: 'member.erased' | 'message.deleted' | 'message.restored' }
>

/** The events as those among `news`, in their order, have left them. */
export function revised(
  events: readonly RoomEvent[],
  news: readonly RoomEvent[],
): readonly RoomEvent[] {
  return news
    .filter(isRevision)
    .reduce<readonly RoomEvent[]>((left, revision) => left.map(revisedBy(revision)), events)
}

function isRevision(event: RoomEvent): event is Revision {
  return (
    event.type === 'member.erased' ||
    event.type === 'message.deleted' ||
    event.type === 'message.restored'
  )
}

function revisedBy(revision: Revision): (event: RoomEvent) => RoomEvent {
  switch (revision.type) {
    case 'member.erased':
      return event => erasedFrom(event, revision.member.id, revision.purged)
    case 'message.deleted': {
      const gone = new Set(revision.targets)
      return event => (gone.has(event.seq) ? withBody(event, '') : event)
    }
    case 'message.restored': {
      const back = new Map(revision.messages.map(({ seq, body }) => [seq, body]))
      return event => withBody(event, back.get(event.seq))
    }
    default:
      return revision satisfies never
  }
}

/** An event that stays as it is remains the same object, so that nothing is drawn again. */
function withBody(event: RoomEvent, body: string | undefined): RoomEvent {
  if (event.type !== 'message.sent' || body === undefined || event.body === body) return event
  return { ...event, body }
}

/** Who removed a message, when (milliseconds since 1970) and why. */
export interface Removal {
  by: string
  at: number
  reason?: string
}

/** What is known of the removal of messages, by their seqs; those that are back are not among them. */
export function removalsIn(events: readonly RoomEvent[]): ReadonlyMap<number, Removal> {
  const removals = new Map<number, Removal>()
  for (const event of events)
    if (event.type === 'message.deleted') {
      const { by, at, reason } = event
      for (const seq of event.targets)
        removals.set(seq, reason === undefined ? { by, at } : { by, at, reason })
    } else if (event.type === 'message.restored')
      for (const { seq } of event.messages) removals.delete(seq)
  return removals
}
