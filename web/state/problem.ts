import type { ProblemCode } from '../../protocol/codes.ts'
import { GROUP_PEOPLE_MAX, ROOM_MEMBERS_MAX } from '../../protocol/limits.ts'
import type { Problem } from '../../protocol/rest.ts'

// What a person can do about a refused request, rather than what the program met.
const MISUNDERSTOOD = 'The server did not understand this page. Load it again, then try again.'
const WORDS: Record<ProblemCode, string> = {
  validation_failed: 'Something in it is not as it has to be. Check it, then try again.',
  bad_json: MISUNDERSTOOD,
  unauthenticated: 'You are signed out. Sign in again.',
  bad_credentials: 'The name or the password is wrong.',
  wrong_password: 'This is not your password.',
  wrong_code: 'This code is wrong, or was used before.',
  passkey_refused: 'This passkey does not open this account.',
  challenge_expired: 'This took too long, or was done already. Begin again.',
  confirmation_needed: 'Show again who you are, then go on.',
  insufficient_scope: 'This token may not do that.',
  human_check_failed: 'The check for robots failed. Try again.',
  invitation_needed: 'An account here takes an invitation. Ask somebody who has one.',
  invitation_invalid: 'This invitation is used up, withdrawn or too old. Ask for another.',
  foreign_origin: 'This is not the address of this server. Open Alcove at its own.',
  csrf_failed: 'This page could not prove that it is ours. Load it again, then try again.',
  forbidden: 'You may not do this here.',
  outranked: 'They stand as high as you here, or higher.',
  banned: 'You were banned from this room, and cannot join it again.',
  blocked: 'One of you has blocked the other.',
  not_a_member: 'You are not a member of this room. Join it first.',
  not_found: 'It is gone, or it is not for you to see.',
  no_such_member: 'They do not belong to this room, or no longer.',
  no_such_message: 'The message is not there any more.',
  no_such_account: 'Nobody here has this username.',
  method_not_allowed: MISUNDERSTOOD,
  username_taken: 'This username, or one too like it, is taken.',
  sole_admin: 'You are the only admin here. Make somebody else one first.',
  already_set: 'This is set up already. Remove it first.',
  too_many: 'You have as many of these as one may have. Remove some first.',
  room_name_taken: 'A room has this name already.',
  sole_owner: 'The room needs an owner. Hand it to somebody else first.',
  room_full: `The room is full: it holds ${ROOM_MEMBERS_MAX} people.`,
  self_target: 'This cannot be done to oneself.',
  already_a_member: 'They belong to the room already.',
  room_archived: 'The room is archived. Open it again first.',
  direct_conversation: 'A conversation between people has none of this.',
  conversation_full: `A conversation holds ${GROUP_PEOPLE_MAX} people. More of them need a room.`,
  already_reported: 'You have reported this already. Somebody will see to it.',
  already_resolved: 'Somebody has seen to this already.',
  link_expired: 'This link is too old. Ask for another.',
  link_used_up: 'This link was used as often as it may be. Ask for another.',
  link_revoked: 'This link was withdrawn. Ask for another.',
  too_many_reactions: 'So many different emoji are enough for one message.',
  too_many_pins: 'As many messages as can be are pinned here. Unpin one first.',
  message_deleted: 'The message was deleted.',
  edit_conflict: 'The message was changed meanwhile, here or on another device.',
  edit_expired: 'It is too late to change this message.',
  too_many_edits: 'It was changed as often as a message can be.',
  emoji_invalid: 'This is not an emoji.',
  not_sayable: 'This may not be said here.',
  undo_expired: 'It is too late to undo this.',
  room_deleted: 'The room was deleted.',
  payload_too_large: 'This is too large.',
  unsupported_media_type: MISUNDERSTOOD,
  upgrade_required: MISUNDERSTOOD,
  unknown_command: 'There is no such command.',
  bad_command: 'The command needs other words behind it.',
  weak_password:
    'This one is easily guessed: many have it, it hardly varies, or it is made of your own names.',
  leaked_password:
    'This password was stolen from another site once, and guessers know it. Choose another.',
  rate_limited: 'Too many requests.',
  internal: 'Something failed on our side. Try again.',
  unavailable: 'A part of the server does not answer.',
}
const PASSING: ReadonlySet<ProblemCode> = new Set(['rate_limited', 'unavailable'])

/** Why the server refused, in a sentence or two. `retryAfter` is seconds. */
export function problemText({
  code,
  detail,
  retryAfter,
}: Pick<Problem, 'code' | 'detail' | 'retryAfter'>): string {
  const text = detail ?? WORDS[code]
  if (!PASSING.has(code)) return text
  return `${text} Try again in ${retryAfter === undefined ? 'a moment' : waitOf(retryAfter)}.`
}

function waitOf(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  if (whole < 90) return whole === 1 ? 'a second' : `${whole} seconds`
  return `${Math.ceil(whole / 60)} minutes`
}
