import type { MessageSent, RoomEvent } from '../../../protocol/events.ts'
import type { Send } from '../../../protocol/frames.ts'
import { refuseBody } from '../../domain/message.ts'
import { isTrusted, type Silence, silenceOf } from '../../domain/speech.ts'
import type { Draft, Written } from '../batch.ts'
import { type Effect, refuse, reply } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** Milliseconds after which a sender may try an overloaded room again. */
const OVERLOADED_RETRY_MS = 2_000

type Message = Omit<MessageSent, 'seq' | 'id' | 'at'>

/** Takes a message in. Whether its cid was recorded before shows when the batch is written. */
export function send(room: RoomView, session: Session, frame: Send): Effect[] {
  const { cid, body, style } = frame
  const wrong = refuseBody(body)
  if (wrong !== undefined) return [refuse(wrong, { cid, field: 'body' })]
  const by = session.userId
  const draft: Message = { type: 'message.sent', by, cid, body, ...(style && { style }) }

  const waiting = room.batch.waiting(by, cid)
  if (waiting !== undefined)
    return saysTheSame(waiting, draft) ? [] : [refuse('cid_conflict', { cid })]

  const silence = silenceIn(room, session, body)
  if (silence !== undefined) return silenced(room, draft, silence)
  const wait = room.limiter.send(by, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  if (room.batch.isFull) return [refuse('overloaded', { cid, retryAfter: OVERLOADED_RETRY_MS })]
  return [{ kind: 'append', ...paced(room, draft) }]
}

/** The same cid again: the event it became is the acknowledgement, if it says the same. */
export function repeat(draft: Draft, event: RoomEvent): Effect[] {
  const cid = 'cid' in draft ? draft.cid : ''
  return [
    saysTheSame(event, draft)
      ? reply({ type: 'ack', cid, event })
      : refuse('cid_conflict', { cid }),
  ]
}

/** Why this may not be said now, if it may not. */
function silenceIn(room: RoomView, session: Session, body: string): Silence | undefined {
  const me = room.members.current(session.userId)
  // Whoever is shut out has no socket any more.
  if (me === undefined) return { code: 'posting_restricted' }
  const card = room.meta.room
  const silence = silenceOf(card, me, body, room.now)
  if (silence !== undefined || isTrusted(me)) return silence
  if (room.card.filters(body)) return { code: 'word_filtered' }
  const { slowModeMs } = card.settings
  if (slowModeMs === 0) return undefined
  // What waits is written with its time only when it is in the log.
  const isWaiting = room.batch.isWaitingFor(me.id)
  const wait = isWaiting ? slowModeMs : room.pace.wait(me.id, slowModeMs, room.now)
  return wait > 0 ? { code: 'slow_mode', retryAfter: wait } : undefined
}

/** Who may not speak any more is told all the same of what they had said before. */
function silenced(room: RoomView, draft: Message, { code, ...about }: Silence): Effect[] {
  const recorded = room.log.recorded(draft.by, draft.cid)
  if (recorded !== undefined) return [{ kind: 'repeated', draft, recorded }]
  return [refuse(code, { cid: draft.cid, ...about })]
}

/** In a room that takes its time, when somebody spoke is written with what they said. */
function paced(room: RoomView, draft: Message): Written {
  const { by } = draft
  if (room.meta.room.settings.slowModeMs === 0) return { draft }
  return { draft, alongside: () => room.pace.spoke(by, room.now) }
}

/** Of what was removed nobody knows any more what it said. */
function saysTheSame(recorded: Draft | RoomEvent, said: Draft): boolean {
  if (!('body' in recorded && 'body' in said)) return false
  if (recorded.body === '') return true
  return recorded.body === said.body && recorded.style === said.style
}
