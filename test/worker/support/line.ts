import type { MessageSent, RoomEvent } from '../../../protocol/events.ts'
import { type RoomFrame, roomFrameSchema } from '../../../protocol/frames.ts'
import { Wire } from './wire.ts'

const PATIENCE_MS = 5_000

/** A socket of a room, from the client's side. */
export class Line extends Wire<RoomFrame> {
  constructor(socket: WebSocket) {
    super(socket, json => roomFrameSchema.parse(json))
  }

  send(cid: string, body = cid): void {
    this.say({ type: 'send', cid, body })
  }

  /** Waits until the events heard so far satisfy a condition. */
  async until(satisfied: (events: RoomEvent[]) => boolean): Promise<RoomEvent[]> {
    const until = Date.now() + PATIENCE_MS
    while (!satisfied(this.events())) await this.more(until, 'events')
    return this.events()
  }

  /** Every event heard, in the order it was heard. */
  events(): RoomEvent[] {
    return this.frames.flatMap(frame =>
      frame.type === 'welcome' || frame.type === 'events' ? frame.events : [],
    )
  }

  messages(): MessageSent[] {
    return this.events().filter(event => event.type === 'message.sent')
  }
}
