import * as z from 'zod'
import type { Dialect } from './dialect.ts'

const frameSchema = z.object({ cid: z.string(), body: z.string() })

/** A server that relays what it gets: what was sent is what comes. It never greets anybody. */
export const ws: Dialect = seat => ({
  url: seat.url,
  opening: undefined,
  isGreeted: false,
  heartbeat: undefined,
  isOwnAck: true,
  hear: text => ({ kind: 'messages', told: [frameSchema.parse(JSON.parse(text))] }),
  send: (cid, body) => JSON.stringify({ cid, body }),
})
