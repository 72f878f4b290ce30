import { type CloseCode, FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'
import type { MessageSent, RoomEvent } from '../../protocol/events.ts'
import type { ErrorFrame, Events, RoomFrame } from '../../protocol/frames.ts'
import type { Draft, Written } from './batch.ts'
import type { Recorded } from './log.ts'
import type { Phase } from './session.ts'
import type { RoomView } from './view.ts'

/** What a command wants done. Commands decide, `Responder` acts. */
export type Effect =
  | { kind: 'reply'; frame: RoomFrame }
  | { kind: 'enter'; phase: Phase; v?: number }
  | ({ kind: 'append' } & Written)
  | { kind: 'repeated'; draft: Draft; recorded: Recorded }
  | { kind: 'page'; after: number; frame: Events }
  | { kind: 'older'; after: number }
  /** It takes these messages to decide, and not all of them are in the log. */
  | {
      kind: 'look'
      cid: string
      seqs: readonly number[]
      next: (room: RoomView, found: MessageSent[]) => Effect[]
    }
  /** It takes what waits to be written to decide. */
  | { kind: 'flushed'; next: (room: RoomView) => Effect[] }
  | { kind: 'confirmed'; seq: number }
  | { kind: 'read'; seq: number }
  | { kind: 'thread read'; thread: number; seq: number }
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
