import { type Held, type HeldMessage, heldAt } from './held.ts'
import { revised } from './revisions.ts'
import { type Timeline, withEvents } from './timeline.ts'

/** A window on a thread after what happened: what was said in it is its own, and what became of that. */
export function withThreadEvents(
  timeline: Timeline,
  events: readonly Held[],
  thread: number,
): Timeline {
  const { elsewhere, me } = timeline
  const kept = revised(timeline.events, events, me)
  if (elsewhere !== null) {
    const newest = withThreadEvents(elsewhere.newest, events, thread)
    if (kept === timeline.events && newest === elsewhere.newest) return timeline
    return { ...timeline, events: kept, elsewhere: { ...elsewhere, newest } }
  }
  const own = events.filter(
    event => isSaidIn(event, thread) || touched(event).some(seq => heldAt(kept, seq) !== undefined),
  )
  if (own.length === 0 && kept === timeline.events) return timeline
  return withEvents({ ...timeline, events: kept }, own)
}

/**
 * The message that began a thread after what happened. How many answers it has then depends on what these were
 * before: on the window as it was.
 */
export function rootAfter(
  root: HeldMessage,
  { events: shown, elsewhere, me }: Timeline,
  events: readonly Held[],
): HeldMessage {
  const known = [...shown, ...(elsewhere?.newest.events ?? []), ...events]
  const answers = known.filter(event => isSaidIn(event, root.seq))
  const [after] = revised([root, ...answers], events, me)
  return after?.type === 'message.sent' ? after : root
}

function isSaidIn(event: Held, thread: number): boolean {
  return event.type === 'message.sent' && event.thread === thread
}

/** The messages that were removed by an event, or brought back: who did so is shown in their place. */
function touched(event: Held): readonly number[] {
  if (event.type === 'message.deleted') return event.targets
  return event.type === 'message.restored' ? event.messages.map(({ seq }) => seq) : []
}
