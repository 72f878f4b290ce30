import type { Bindings } from '../env.ts'
import { asking } from '../objects/asking.ts'
import { Unavailable } from '../unavailable.ts'
import type { Answer, Report } from './believed.ts'

type Inboxes = Bindings['INBOXES']
type Stub = ReturnType<Inboxes['get']>

const SOCKET_URL = 'https://inbox/socket'

/** The way to one person's inbox. Everything may be asked twice, and throws Unavailable when it does not answer. */
export class InboxDoor {
  readonly #inboxes: Inboxes
  readonly #userId: string

  constructor(inboxes: Inboxes, userId: string) {
    this.#inboxes = inboxes
    this.#userId = userId
  }

  async watched(watcherId: string): Promise<Answer> {
    return await this.#ask(async stub => await stub.watched(watcherId))
  }

  async told(id: string, report: Report): Promise<boolean> {
    return await this.#ask(async stub => await stub.told(id, report))
  }

  async part(id: string): Promise<void> {
    await this.#ask(async stub => await stub.part(id))
  }

  async lastSeenAt(): Promise<number | null> {
    return await this.#ask(async stub => await stub.lastSeenAt())
  }

  async endSession(sessionId: string): Promise<number> {
    return await this.#ask(async stub => await stub.endSession(sessionId))
  }

  async erase(): Promise<void> {
    await this.#ask(async stub => await stub.erase())
  }

  /** A socket for one of the person's devices. */
  async connect(headers: Record<string, string>): Promise<WebSocket> {
    const { webSocket, status } = await this.#ask(stub => stub.fetch(SOCKET_URL, { headers }))
    if (webSocket === null) throw new Unavailable('inbox', `no socket, status ${status}`)
    return webSocket
  }

  async #ask<T>(question: (stub: Stub) => Promise<T>): Promise<T> {
    return await asking('inbox', this.#inboxes, this.#userId, question)
  }
}
