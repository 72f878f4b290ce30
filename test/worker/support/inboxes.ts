import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { type InboxFrame, inboxFrameSchema, type Standing } from '../../../protocol/inbox-frames.ts'
import { INBOX_VERSION } from '../../../protocol/limits.ts'
import { IDENTITY_HEADER, type Identity } from '../../../worker/domain/identity.ts'
import type { InboxObject } from '../../../worker/inbox/inbox-object.ts'
import { migrate } from '../../../worker/inbox/migrations.ts'
import { bindings } from './people.ts'
import { Wire } from './wire.ts'

export type InboxStub = DurableObjectStub<InboxObject>

export function inboxStub(userId: string): InboxStub {
  return bindings.INBOXES.get(bindings.INBOXES.idFromName(userId))
}

/** People who have been there before: of who never was, nobody is told. */
export async function born(...people: Identity[]): Promise<void> {
  for (const { id } of people) {
    await runInDurableObject(inboxStub(id), (_, { storage }) => migrate(storage))
    await evictDurableObject(inboxStub(id))
  }
}

/** A socket of an inbox, from the client's side. */
export class InboxLine extends Wire<InboxFrame> {
  constructor(socket: WebSocket) {
    super(socket, json => inboxFrameSchema.parse(json))
  }

  /** Wants to know of these. @returns how they are there */
  async watch(...people: Identity[]): Promise<Standing[]> {
    this.say({ type: 'watch', ids: people.map(({ id }) => id) })
    const { people: standings } = await this.next('live')
    return standings
  }
}

/** A socket to somebody's inbox, as the Worker would hand it on. Nothing has been said yet. */
export async function dialInbox(who: Identity, userId = who.id): Promise<InboxLine> {
  const response = await inboxStub(userId).fetch('http://inbox/socket', {
    headers: { upgrade: 'websocket', [IDENTITY_HEADER]: encodeURIComponent(JSON.stringify(who)) },
  })
  if (response.webSocket === null) throw new Error(`no socket: ${response.status}`)
  return new InboxLine(response.webSocket)
}

/** A socket that has said hello. */
export async function enterInbox(who: Identity): Promise<InboxLine> {
  const line = await dialInbox(who)
  line.say({ type: 'hello', v: INBOX_VERSION })
  await line.next('welcome')
  return line
}
