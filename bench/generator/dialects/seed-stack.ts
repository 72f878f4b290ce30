import * as z from 'zod'
import type { Dialect, Heard, Told } from './dialect.ts'

// Socket.IO 4 over Engine.IO 4, as text (https://socket.io/docs/v4/socket-io-protocol/): `0` opens,
// `40` connects, `42` is an event, `43` its acknowledgement, `2` asks for a `3`.

const messageSchema = z.object({ id: z.number(), cid: z.string().nullish(), content: z.string() })
const joinedSchema = z.tuple([z.object({ messages: z.array(messageSchema) })])
const eventSchema = z.tuple([z.literal('message:new'), messageSchema])
const answerSchema = z.tuple([
  z.union([z.object({ ok: z.literal(true) }), z.object({ error: z.string() })]),
])

/** The acknowledgement's id of joining; messages count on from there. */
const JOIN_ID = 0

export const seedStack: Dialect = (seat, since) => {
  const cids: string[] = ['']
  return {
    url: seat.url,
    opening: undefined,
    isGreeted: true,
    heartbeat: undefined,
    isOwnAck: false,
    hear(text) {
      if (text === '2') return { kind: 'asked', say: '3' }
      if (text.startsWith('0')) return { kind: 'asked', say: '40' }
      if (text.startsWith('40'))
        return {
          kind: 'asked',
          say: `42${JOIN_ID}${JSON.stringify(['room:join', { roomId: seat.room, ...since }])}`,
        }
      if (text.startsWith('42')) {
        const [, message] = eventSchema.parse(JSON.parse(text.slice(2)))
        return { kind: 'messages', told: [told(message)] }
      }
      if (text.startsWith('43')) return acknowledged(text)
      return { kind: 'nothing' }
    },
    send(cid, body) {
      const id = cids.push(cid) - 1
      const payload = { roomId: seat.room, cid, content: body }
      return `42${id}${JSON.stringify(['message:send', payload])}`
    },
  }

  function acknowledged(text: string): Heard {
    const bracket = text.indexOf('[')
    const id = Number(text.slice(2, bracket))
    const json: unknown = JSON.parse(text.slice(bracket))
    if (id === JOIN_ID) {
      const [{ messages }] = joinedSchema.parse(json)
      return {
        kind: 'ready',
        told: messages.map(told),
        position: { afterId: messages.at(-1)?.id ?? 0 },
      }
    }
    const [answer] = answerSchema.parse(json)
    const cid = cids[id] ?? ''
    if ('ok' in answer) return { kind: 'ack', cid }
    return { kind: 'refused', cid, reason: answer.error }
  }
}

function told({ cid, content }: z.infer<typeof messageSchema>): Told {
  return { cid: cid ?? '', body: content }
}
