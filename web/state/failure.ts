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
