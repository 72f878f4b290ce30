import { FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'

// What a person can do about a refused message, rather than what the program met.
const REASONS: Partial<Record<FrameErrorCode, string>> = {
  body_too_long: 'Too long for one message.',
  body_empty: 'There is nothing to see in it.',
  body_invalid: 'It holds characters that cannot be stored.',
  rate_limited: 'Too many messages at once. Wait a moment.',
  overloaded: 'The room is very busy. Try again.',
  internal: 'Something failed on our side. Try again.',
}

/** Why a message was not sent. */
export function failureOf(code: string | undefined): string {
  if (code === undefined || !isFrameError(code)) return 'The room did not take it.'
  return REASONS[code] ?? FRAME_ERRORS[code]
}

function isFrameError(code: string): code is FrameErrorCode {
  return Object.hasOwn(FRAME_ERRORS, code)
}
