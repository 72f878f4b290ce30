import type { RoomEvent } from '../../../protocol/events.ts'
import type { RoomFrame } from '../../../protocol/frames.ts'
import { PING_INTERVAL_MS, PROTOCOL_VERSION } from '../../../protocol/limits.ts'
import type { Dialect, Heard, Told } from './dialect.ts'

export const alcove: Dialect = (seat, since) => ({
  url: seat.url,
  opening: JSON.stringify({ type: 'hello', v: PROTOCOL_VERSION, ...since }),
  isGreeted: true,
  heartbeat: { say: 'ping', everyMs: PING_INTERVAL_MS },
  isOwnAck: true,
  hear,
  send: (cid, body) => JSON.stringify({ type: 'send', cid, body }),
})

function hear(text: string): Heard {
  if (text === 'pong') return { kind: 'nothing' }
  // The room is ours and so are its schemas; what is counted is compared with what was sent.
  const frame: RoomFrame = JSON.parse(text)
  switch (frame.type) {
    case 'welcome':
      return {
        kind: 'ready',
        told: messages(frame.events),
        position: { epoch: frame.epoch, lastSeq: frame.head },
      }
    case 'events': {
      const last = frame.events.at(-1)
      const told = messages(frame.events)
      if (!frame.confirm || last === undefined) return { kind: 'messages', told }
      return { kind: 'messages', told, say: `{"type":"delivered","seq":${last.seq}}` }
    }
    case 'ack':
      return { kind: 'ack', cid: frame.cid }
    case 'error':
      return { kind: 'refused', cid: frame.cid ?? '', reason: frame.code }
    default:
      return { kind: 'nothing' }
  }
}

function messages(events: readonly RoomEvent[]): Told[] {
  return events.flatMap(event =>
    event.type === 'message.sent' ? [{ cid: event.cid, body: event.body }] : [],
  )
}
