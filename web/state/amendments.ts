import type { Amendment } from '../../protocol/client/amender.ts'
import { type Held, type HeldMessage, heldAt } from './held.ts'
import { isMine, withReaction } from './reactions.ts'

// What one has done to messages shows at once, before the room has heard of it: over what is held, which
// itself follows the room alone.

/** The events as they will be once the room has taken these amendments. */
export function withAmendments(
  events: readonly Held[],
  amendments: readonly Amendment[],
  me: string,
): readonly Held[] {
  if (amendments.length === 0) return events
  const changed = new Map<number, HeldMessage>()
  for (const amendment of amendments) {
    const { seq, id } = amendment.target
    const message = changed.get(seq) ?? heldAt(events, seq)
    if (message?.id !== id || message.body === '') continue
    changed.set(seq, amended(message, amendment, me))
  }
  return changed.size === 0 ? events : events.map(event => changed.get(event.seq) ?? event)
}

function amended(message: HeldMessage, amendment: Amendment, me: string): HeldMessage {
  switch (amendment.type) {
    case 'edit':
      return { ...message, body: amendment.body, editedAt: message.editedAt ?? message.at }
    case 'react': {
      const { emoji, on } = amendment
      return isMine(message, emoji) === on
        ? message
        : withReaction(message, { by: me, emoji, on }, me)
    }
    case 'pin': {
      const { pinned, ...rest } = message
      if (!amendment.on) return rest
      return { ...rest, pinned: pinned ?? { by: me, at: message.at } }
    }
    default:
      return amendment satisfies never
  }
}
