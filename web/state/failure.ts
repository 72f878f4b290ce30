import type { FrameErrorCode } from '../../protocol/codes.ts'

// What a person can do about a refused message, rather than what the program met.
const MISUNDERSTOOD = 'The room did not understand this page. Load it again, then try again.'
const REASONS: Record<FrameErrorCode, string> = {
  bad_json: MISUNDERSTOOD,
  unknown_frame: MISUNDERSTOOD,
  bad_frame: MISUNDERSTOOD,
  hello_required: MISUNDERSTOOD,
  hello_repeated: MISUNDERSTOOD,
  body_empty: 'There is nothing to see in it.',
  body_too_long: 'Too long for one message.',
  body_invalid: 'It holds characters that cannot be stored.',
  cid_conflict: 'Another message went out in its place. Discard it, then write it again.',
  read_only: 'You may read here, not write.',
  muted: 'You may not speak here for a while.',
  slow_mode: 'This room takes its time. Wait before you send the next one.',
  posting_restricted: 'Not everybody may send messages here.',
  room_archived: 'The room is archived. Nothing more is said here.',
  word_filtered: 'It holds a word that is not wanted in this room.',
  links_restricted: 'Your account is too new to send links here. Take the link out, then send it.',
  forbidden: 'You may not do this here.',
  no_such_message: 'The message is not there any more.',
  message_deleted: 'The message was deleted.',
  edit_conflict: 'The message was changed meanwhile, here or on another device.',
  edit_expired: 'It is too late to change this message.',
  too_many_edits: 'It was changed as often as a message can be.',
  emoji_invalid: 'This is not an emoji.',
  too_many_reactions: 'So many different emoji are enough for one message.',
  too_many_pins: 'As many messages as can be are pinned here. Unpin one first.',
  too_many_mentions: 'It names too many people at once.',
  rate_limited: 'Too many messages at once. Wait a moment.',
  overloaded: 'The room is very busy. Try again.',
  unavailable: 'A part of the server does not answer. Try again.',
  room_storage_full: 'The room has no space left for messages.',
  internal: 'Something failed on our side. Try again.',
}

/** Why a message was not sent. */
export function failureOf(code: string | undefined): string {
  return code !== undefined && isFrameError(code) ? REASONS[code] : 'The room did not take it.'
}

function isFrameError(code: string): code is FrameErrorCode {
  return Object.hasOwn(REASONS, code)
}
