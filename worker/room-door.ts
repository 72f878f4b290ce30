import type { Room } from '../protocol/events.ts'
import type { RoomAnswer } from '../protocol/rest.ts'
import type { Profile } from './domain/identity.ts'
import type { Outcome } from './domain/outcome.ts'
import type { Bindings } from './env.ts'
import { asking } from './objects/asking.ts'
import type { Actor, OperationName, Operations } from './room/operations.ts'
import type { Found } from './room/registration.ts'
import { Unavailable } from './unavailable.ts'

type Rooms = Bindings['ROOMS']
type Stub = ReturnType<Rooms['get']>

/**
 * The way to one room. The room decides who may know of it and answers with an outcome; everything
 * here may be asked twice and throws Unavailable when the room does not answer.
 */
export class RoomDoor {
  readonly #rooms: Rooms
  readonly #roomId: string

  constructor(rooms: Rooms, roomId: string) {
    this.#rooms = rooms
    this.#roomId = roomId
  }

  async create(room: Room, owner: Profile): Promise<Outcome<RoomAnswer>> {
    return await this.#ask(async stub => await stub.create(room, owner))
  }

  /** Makes the conversation of some people, once; whoever left it is let in again. */
  async converse(
    room: Room,
    people: readonly Profile[],
    opener: Profile,
  ): Promise<Outcome<RoomAnswer>> {
    return await this.#ask(async stub => await stub.converse(room, [...people], opener))
  }

  /** Asks the room to do, or to tell, something as somebody. */
  async operate<K extends OperationName>(
    name: K,
    actor: Actor,
    input: Operations[K][0],
  ): Promise<Outcome<Operations[K][1]>> {
    const answer = await this.#ask(async stub => await stub.operate(name, actor, input))
    return answer as Outcome<Operations[K][1]>
  }

  async erase(userId: string, purged: boolean): Promise<boolean> {
    return await this.#ask(async stub => await stub.erase(userId, purged))
  }

  async endSession(sessionId: string): Promise<number> {
    return await this.#ask(async stub => await stub.endSession(sessionId))
  }

  async sweep(): Promise<Found> {
    return await this.#ask(async stub => await stub.sweep())
  }

  async restart(): Promise<number> {
    return await this.#ask(async stub => await stub.restart())
  }

  /** A socket; the room closes it at once, with a code, for whom it does not let in. */
  async connect(headers: Record<string, string>): Promise<WebSocket> {
    // An address of our own: the one the client asked for may hold a ticket.
    const { webSocket, status } = await this.#ask(stub => stub.fetch(SOCKET_URL, { headers }))
    if (webSocket === null) throw new Unavailable('room', `no socket, status ${status}`)
    return webSocket
  }

  async #ask<T>(question: (stub: Stub) => Promise<T>): Promise<T> {
    return await asking('room', this.#rooms, this.#roomId, question)
  }
}

const SOCKET_URL = 'https://room/socket'
