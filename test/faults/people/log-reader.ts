import { WebSocket } from 'ws'
import type { Fact } from '../checker/history.ts'

/** Milliseconds for one answer of the room. */
const ANSWER_PATIENCE_MS = 10_000

// biome-ignore lint/suspicious/noExplicitAny: what the room says is evidence, whatever it is
type Json = any

/**
 * Reads a room's log from its beginning, and believes what it gets: whether it is in order, whole
 * and unique is for the checker to say.
 */
export async function readLog(url: string, headers: Record<string, string>): Promise<Fact[]> {
  const { epoch } = await once(url, headers, { type: 'hello', v: 2 })
  const facts: Fact[] = []
  const socket = await opened(url, headers)
  try {
    let answer = await asked(socket, { type: 'hello', v: 2, epoch, lastSeq: 0 })
    facts.push(...answer.events.map(factOf))
    while (answer.more) {
      const after = facts.at(-1)?.seq ?? 0
      answer = await asked(socket, { type: 'page', after })
      if (answer.type === 'error') await new Promise(resolve => setTimeout(resolve, 500))
      else facts.push(...answer.events.map(factOf))
      answer.more ??= true
    }
    return facts
  } finally {
    socket.terminate()
  }
}

async function once(url: string, headers: Record<string, string>, frame: Json): Promise<Json> {
  const socket = await opened(url, headers)
  try {
    return await asked(socket, frame)
  } finally {
    socket.terminate()
  }
}

async function opened(url: string, headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

/** The next welcome, page or refusal; presence and events that nobody asked for pass by. */
async function asked(socket: WebSocket, frame: Json): Promise<Json> {
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(reject, new Error('no answer')), ANSWER_PATIENCE_MS)
    const hear = (data: unknown) => {
      const answer = JSON.parse(String(data))
      const isPage = answer.type === 'events' && answer.more !== undefined
      if (answer.type === 'welcome' || answer.type === 'error' || isPage) settle(resolve, answer)
    }
    const gone = (code: number) => settle(reject, new Error(`closed with ${code}`))
    const settle = <T>(how: (value: T) => void, value: T) => {
      clearTimeout(timer)
      socket.off('message', hear)
      socket.off('close', gone)
      how(value)
    }
    socket.on('message', hear)
    socket.on('close', gone)
    socket.send(JSON.stringify(frame))
  })
}

function factOf({ seq, id, type, by, cid, body, member }: Json): Fact {
  return {
    seq,
    id,
    type,
    by,
    ...(cid !== undefined && { cid, body }),
    ...(member !== undefined && { member: member.id }),
  }
}
