import type { FrameErrorCode } from '../../protocol/codes.ts'
import { BODY_MAX_CHARS } from '../../protocol/limits.ts'
import { fits, isBlank, isStorable } from '../../protocol/text.ts'

/** @returns what is wrong with a message body, or undefined when it may be sent */
export function refuseBody(body: string): FrameErrorCode | undefined {
  if (!isStorable(body)) return 'body_invalid'
  if (!fits(body, BODY_MAX_CHARS)) return 'body_too_long'
  if (isBlank(body)) return 'body_empty'
  return undefined
}
