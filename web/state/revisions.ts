import { erasedFrom } from '../../protocol/erased.ts'
import type {
  MessageEdited,
  MessagePinned,
  MessageRestored,
  RoomEvent,
  Said,
} from '../../protocol/events.ts'
import { asOf, type Held, type HeldMessage } from './held.ts'
import { withReaction } from './reactions.ts'
import { withoutReplies, withRepliesBack, withReply } from './threads.ts'

// What later events make of earlier ones: people who deleted their account lose their names; messages lose
// their words and get them back, say something else, are marked, pinned and answered.

type Revision = Extract<
  RoomEvent,
  {
    type:
      | 'member.erased'
      | 'message.deleted'
      | 'message.restored'
      | 'message.edited'
      | 'message.reacted'
      | 'message.pinned'
  }
>
/** What an event makes of single messages, by their seqs. */
type Changes = ReadonlyMap<number, (message: HeldMessage) => HeldMessage>

/**
 * The events as those among `news`, in their order, have left them. A message that has an event in it already
 * stays as it is, and what stays as it is remains the same object, so that nothing is drawn again.
 * @param me whose marks are one's own
 */
export function revised(
  events: readonly Held[],
  news: readonly Held[],
  me: string,
): readonly Held[] {
  let left: Held[] | undefined
  const places = placesOf(events, news)
  for (const event of news) {
    if (event.type === 'member.erased') {
      const { member, purged } = event
      left = (left ?? [...events]).map(one => erasedFrom(one, member.id, purged))
      continue
    }
    const all = left ?? events
    const before = (seq: number) => all[places.get(seq) ?? -1]
    const changes = [...changesBy(event, me), ...countsBy(event, before)]
    // A message that began a thread may go together with its answers: both are made of it, or none.
    for (const [seq, those] of Map.groupBy(changes, ([target]) => target)) {
      const place = places.get(seq)
      if (place === undefined) continue
      const held = (left ?? events)[place]
      if (held?.type !== 'message.sent' || asOf(held) >= event.seq) continue
      left ??= [...events]
      const changed = those.reduce((message, [, change]) => change(message), held)
      left[place] = { ...changed, asOf: event.seq }
    }
  }
  return left ?? events
}

/** Where the messages are, if there is anything to change. */
function placesOf(events: readonly Held[], news: readonly Held[]): ReadonlyMap<number, number> {
  if (!news.some(isChange)) return NOWHERE
  return new Map(events.map(({ seq }, place) => [seq, place]))
}
const NOWHERE: ReadonlyMap<number, number> = new Map()

function isChange(event: RoomEvent): boolean {
  return isRevision(event) || (event.type === 'message.sent' && event.thread !== undefined)
}

function isRevision(event: RoomEvent): event is Revision {
  return REVISIONS.has(event.type)
}
const REVISIONS: ReadonlySet<RoomEvent['type']> = new Set<Revision['type']>([
  'member.erased',
  'message.deleted',
  'message.restored',
  'message.edited',
  'message.reacted',
  'message.pinned',
])

function changesBy(event: Exclude<Held, { type: 'member.erased' }>, me: string): Changes {
  switch (event.type) {
    case 'message.deleted':
      // Its marks stay, unseen, for when it is brought back; it is pinned no more.
      return new Map(event.targets.map(seq => [seq, gone]))
    case 'message.restored':
    case 'message.edited':
      return retold(event)
    case 'message.reacted':
      return new Map([[event.target, message => withReaction(message, event, me)]])
    case 'message.pinned':
      return new Map([[event.target, message => withPin(message, event)]])
    case 'message.sent':
      return event.thread === undefined
        ? NOTHING
        : new Map([[event.thread, message => withReply(message, event)]])
    default:
      return NOTHING
  }
}
const NOTHING: Changes = new Map()

/** What answers that go or are back make of the messages that they stand under. */
function countsBy(
  event: Exclude<Held, { type: 'member.erased' }>,
  before: (seq: number) => Held | undefined,
): [number, (root: HeldMessage) => HeldMessage][] {
  const isBack = event.type === 'message.restored'
  if (event.type !== 'message.deleted' && !isBack) return []
  const seqs = isBack ? event.messages.map(({ seq }) => seq) : event.targets
  const answers = seqs.flatMap(seq => {
    const answer = before(seq)
    if (answer?.type !== 'message.sent' || answer.thread === undefined) return []
    // It counts already as what it becomes.
    return asOf(answer) < event.seq && (answer.body === '') === isBack ? [answer] : []
  })
  const count = isBack ? withRepliesBack : withoutReplies
  return [...Map.groupBy(answers, ({ thread = 0 }) => thread)].map(([root, those]) => [
    root,
    message => count(message, those),
  ])
}

function gone({ pinned: _, ...message }: HeldMessage): HeldMessage {
  return { ...message, body: '' }
}

function retold(event: MessageRestored | MessageEdited): Changes {
  const edited = event.type === 'message.edited' ? { editedAt: event.at } : {}
  return new Map(
    event.messages.map(said => [said.seq, message => ({ ...withWords(message, said), ...edited })]),
  )
}

function withWords(
  { mentions: _, ...message }: HeldMessage,
  { body, mentions }: Said,
): HeldMessage {
  return { ...message, body, ...(mentions !== undefined && { mentions }) }
}

function withPin(message: HeldMessage, { on, by, at }: MessagePinned): HeldMessage {
  if (on) return { ...message, pinned: { by, at } }
  const { pinned: _, ...rest } = message
  return rest
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
