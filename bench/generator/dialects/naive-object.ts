import * as z from 'zod'
import type { Dialect } from './dialect.ts'

const messageSchema = z.object({ seq: z.number(), cid: z.string(), body: z.string() })
const frameSchema = z.discriminatedUnion('type', [
  messageSchema.extend({ type: z.literal('message') }),
  z.object({ type: z.literal('welcome'), messages: z.array(messageSchema) }),
])

export const naiveObject: Dialect = (seat, since) => ({
  url: since === undefined ? seat.url : `${seat.url}&after=${since.after}`,
  opening: undefined,
  isGreeted: true,
  heartbeat: undefined,
  isOwnAck: true,
  hear(text) {
    const frame = frameSchema.parse(JSON.parse(text))
    if (frame.type === 'message') return { kind: 'messages', told: [frame] }
    return {
      kind: 'ready',
      told: frame.messages,
      position: { after: frame.messages.at(-1)?.seq ?? 0 },
    }
  },
  send: (cid, body) => JSON.stringify({ cid, body }),
})
