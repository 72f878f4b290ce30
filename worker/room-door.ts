import type { Member, Role, Room } from '../protocol/events.ts'
import type { History, HistoryQuery, RoomAnswer } from '../protocol/rest.ts'
import type { Profile } from './domain/identity.ts'
import type { Outcome } from './domain/outcome.ts'
import type { Bindings } from './env.ts'
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

  async join(profile: Profile): Promise<Outcome<RoomAnswer>> {
    return await this.#ask(async stub => await stub.join(profile))
  }

  async look(userId: string): Promise<Outcome<RoomAnswer>> {
    return await this.#ask(async stub => await stub.look(userId))
  }

  async leave(userId: string): Promise<Outcome<null>> {
    return await this.#ask(async stub => await stub.leave(userId))
  }

  async remove(actorId: string, userId: string, ban: boolean): Promise<Outcome<null>> {
    return await this.#ask(async stub => await stub.remove(actorId, userId, ban))
  }

  async appoint(actorId: string, userId: string, role: Role): Promise<Outcome<Member>> {
    return await this.#ask(async stub => await stub.appoint(actorId, userId, role))
  }

  async rename(profile: Profile): Promise<Outcome<Member>> {
    return await this.#ask(async stub => await stub.rename(profile))
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

  async history(userId: string, query: HistoryQuery): Promise<Outcome<History>> {
    return await this.#ask(async stub => await stub.history(userId, query))
  }

  /** A socket; the room closes it at once, with a code, for whom it does not let in. */
  async connect(headers: Record<string, string>): Promise<WebSocket> {
    // An address of our own: the one the client asked for may hold a ticket.
    const { webSocket, status } = await this.#ask(stub => stub.fetch(SOCKET_URL, { headers }))
    if (webSocket === null) throw new Unavailable('room', `no socket, status ${status}`)
    return webSocket
  }

  /**
   * An object that was just moved or restarted fails the call that found it so, and a stub is of
   * no use after a failure: one new try with a new stub. An overloaded object is left alone
   * (https://developers.cloudflare.com/durable-objects/best-practices/error-handling/).
   */
  async #ask<T>(question: (stub: Stub) => Promise<T>): Promise<T> {
    try {
      return await question(this.#stub())
    } catch (error) {
      if (isOverloaded(error)) throw unanswered(error)
    }
    try {
      return await question(this.#stub())
    } catch (error) {
      throw unanswered(error)
    }
  }

  #stub(): Stub {
    return this.#rooms.get(this.#rooms.idFromName(this.#roomId))
  }
}

const SOCKET_URL = 'https://room/socket'

function isOverloaded(error: unknown): boolean {
  return error instanceof Error && 'overloaded' in error && error.overloaded === true
}

function unanswered(error: unknown): Unavailable {
  return new Unavailable('room', error instanceof Error ? error.message : 'unknown')
}
