import * as z from 'zod'

// What the routes of rooms have in common, for their description.

/** Anything but a UUID is an address where nothing is. */
export const roomAddress = z.object({ roomId: z.uuid() })

/** Somebody in a room, or who once was. */
export const memberAddress = roomAddress.extend({ userId: z.uuid() })

/** A message of a room. */
export const messageAddress = roomAddress.extend({ seq: z.coerce.number().int().min(1) })

/** What asking for something comes to that not everybody may. */
export const PERMISSION_PROBLEMS = [
  'not_a_member',
  'forbidden',
  'not_found',
  'room_deleted',
  'direct_conversation',
  'rate_limited',
] as const

/** What acting on a member comes to. */
export const TARGET_PROBLEMS = [
  ...PERMISSION_PROBLEMS,
  'self_target',
  'no_such_member',
  'outranked',
  'sole_owner',
] as const

/** What doing something to a message comes to. */
export const MESSAGE_PROBLEMS = [
  ...PERMISSION_PROBLEMS,
  'no_such_message',
  'message_deleted',
  'room_archived',
  'not_sayable',
] as const
