import { type CloseCode, FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'
import type { RoomEvent } from '../../protocol/events.ts'
import type { ErrorFrame, Events, RoomFrame } from '../../protocol/frames.ts'
import type { Draft, Written } from './batch.ts'
import type { Recorded } from './log.ts'
import type { Phase } from './session.ts'

/** What a command wants done. Commands decide, `Responder` acts. */
export type Effect =
  | { kind: 'reply'; frame: RoomFrame }
  | { kind: 'enter'; phase: Phase; v?: number }
  | ({ kind: 'append' } & Written)
  | { kind: 'repeated'; draft: Draft; recorded: Recorded }
  | { kind: 'page'; after: number; frame: Events }
  | { kind: 'older'; after: number }
  | { kind: 'confirmed'; seq: number }
  | { kind: 'read'; seq: number }
  | { kind: 'typing'; on: boolean; thread?: number | undefined }
  | { kind: 'turned'; isAway: boolean }
  | { kind: 'close'; code: CloseCode; reason: string }

export function reply(frame: RoomFrame): Effect {
  return { kind: 'reply', frame }
}

/** The page of a resume behind `after`. */
export function pageOf(after: number, events: RoomEvent[], more = true): Effect {
  return { kind: 'page', after, frame: { type: 'events', events, more } }
}

/** Refuses a frame: its sender learns why, nobody else notices. */
export function refuse(
  code: FrameErrorCode,
  about: Pick<ErrorFrame, 'cid' | 'field' | 'retryAfter'> = {},
  message: string = FRAME_ERRORS[code],
): Effect {
  return reply({ type: 'error', code, message, ...about })
}
