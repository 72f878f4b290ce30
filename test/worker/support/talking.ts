import type { MessageSent, RoomEvent } from '../../../protocol/events.ts'
import type { Message } from '../../../protocol/rest.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { as } from './as.ts'
import type { Line } from './line.ts'
import { person } from './people.ts'
import { enter, type RoomStub, room } from './rooms.ts'

/** Ada owns the room; Grace has said one thing in it, and Linus is there. */
export async function talk() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace, linus)
  const a = await enter(stub, ada)
  const g = await enter(stub, grace)
  const l = await enter(stub, linus)
  const one = await said(g.line, 'c1', 'one')
  return { ada, grace, linus, stub, a, g, l, one }
}

export async function said(
  line: Line,
  cid: string,
  body: string,
  more: object = {},
): Promise<MessageSent> {
  line.say({ type: 'send', cid, body, ...more })
  const events = await line.until(all => all.some(event => 'cid' in event && event.cid === cid))
  const message = events.find(event => event.type === 'message.sent' && event.cid === cid)
  if (message?.type !== 'message.sent') throw new Error('it was not said')
  return message
}

export const address = ({ seq, id }: { seq: number; id: string }) => ({ seq, id })

/** Says a frame, and hears what answers it: its event, an acknowledgement, or the code of a refusal. */
export async function ask(line: Line, frame: { cid: string; [field: string]: unknown }) {
  const from = line.frames.length
  line.say(frame)
  for (let times = 0; times < 400; times++) {
    for (const heard of line.frames.slice(from)) {
      if (heard.type === 'error' && heard.cid === frame.cid) return heard.code
      if (heard.type === 'ack' && heard.cid === frame.cid) return 'ack'
      const event =
        heard.type === 'events' && heard.events.find(one => 'cid' in one && one.cid === frame.cid)
      if (event) return event
    }
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error(`nothing answered ${JSON.stringify(frame)}`)
}

export const edit = (line: Line, message: MessageSent, body: string, cid = crypto.randomUUID()) =>
  ask(line, { type: 'edit', cid, target: address(message), body })
export const react = (line: Line, message: MessageSent, emoji: string, on = true) =>
  ask(line, { type: 'react', cid: crypto.randomUUID(), target: address(message), emoji, on })
export const pin = (line: Line, message: MessageSent, on = true) =>
  ask(line, { type: 'pin', cid: crypto.randomUUID(), target: address(message), on })

export async function shown(stub: RoomStub, who: Identity): Promise<Message[]> {
  const page = await as(stub, who).history({ limit: 50 })
  if (!page.ok) throw new Error(page.problem)
  return page.value.messages
}

export async function since(stub: RoomStub, who: Identity, seq: number, epoch: string) {
  const { line, welcome } = await enter(stub, who, { epoch, lastSeq: seq })
  line.close()
  return welcome.events
}

export const words = (events: readonly RoomEvent[]) => JSON.stringify(events)
