import { type CloseCode, FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'
import type { ErrorFrame, RoomFrame } from '../../protocol/frames.ts'
import type { Draft } from './batch.ts'
import type { Phase } from './session.ts'

/** What a command wants done. Commands decide, `Room` acts. */
export type Effect =
  | { kind: 'reply'; frame: RoomFrame }
  | { kind: 'enter'; phase: Phase }
  | { kind: 'append'; draft: Draft }
  | { kind: 'close'; code: CloseCode; reason: string }

export function reply(frame: RoomFrame): Effect {
  return { kind: 'reply', frame }
}

/** Refuses a frame: its sender learns why, nobody else notices. */
export function refuse(
  code: FrameErrorCode,
  about: Pick<ErrorFrame, 'cid' | 'field' | 'retryAfter'> = {},
  message: string = FRAME_ERRORS[code],
): Effect {
  return reply({ type: 'error', code, message, ...about })
}
