import { isRetelling, type Member, type RoomEvent } from './events.ts'

// What is left of somebody who has deleted their account. Both sides do this to what they hold, so that
// nobody is shown what the other has forgotten already.

/** What they are called. Nobody else may be (RESERVED_NAMES). */
export const DELETED_NAME = 'Deleted user'

/** In place of a username, and unlike any: none holds a colon, nor is one so long. */
export function deletedUsername(id: string): string {
  return `deleted:${id}`
}

/** A member without their names. */
export function anonymous(member: Member): Member {
  return { ...member, username: deletedUsername(member.id), displayName: DELETED_NAME }
}

/**
 * An event as it is told once a person is erased: without their names, and when `purged` without what
 * they said. An empty body says that there was one.
 */
export function erasedFrom<E extends RoomEvent>(event: E, userId: string, purged: boolean): E {
  if ('member' in event && event.member.id === userId && !isAnonymous(event.member))
    return { ...event, member: anonymous(event.member) }
  if (!purged) return event
  if (event.type === 'message.sent' && event.by === userId)
    return event.body === '' ? event : { ...event, body: '' }
  if (isRetelling(event)) return { ...event, messages: event.messages.map(silenced) }
  return event

  function silenced<M extends { by: string; body: string }>(message: M): M {
    return message.by === userId ? { ...message, body: '' } : message
  }
}

function isAnonymous({ id, username }: Member): boolean {
  return username === deletedUsername(id)
}
