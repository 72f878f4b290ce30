import { DurableObject } from 'cloudflare:workers'
import { CLOSE } from '../../protocol/codes.ts'
import type { Room as RoomCard } from '../../protocol/events.ts'
import type { RoomAnswer } from '../../protocol/rest.ts'
import { IDENTITY_HEADER, identitySchema, type Profile } from '../domain/identity.ts'
import { type Outcome, refused } from '../domain/outcome.ts'
import { type Bindings, parseEnv } from '../env.ts'
import { log } from '../log.ts'
import { Alarms } from '../objects/alarms.ts'
import { turnAway } from '../objects/turn-away.ts'
import { registryOf } from '../registry/registry-door.ts'
import { openDatabase } from '../store/client.ts'
import { recordMarks } from '../store/mark-record.ts'
import { archiveOf } from '../store/room-archive.ts'
import { eraseEvents } from '../store/room-erasure.ts'
import { recordEvents, recordPoison } from '../store/room-record.ts'
import { expireEvents } from '../store/room-retention.ts'
import { isBorn, migrate } from './migrations.ts'
import type { Actor, OperationName } from './operations.ts'
import { type Found, Registration } from './registration.ts'
import { Room } from './room.ts'

/** Milliseconds after which an alarm that failed is tried again. */
const ALARM_RETRY_MS = 30_000

/**
 * The platform's side of a room: events in, `Room` out. An object that was never created as a room
 * answers that there is none, and writes nothing.
 */
export class RoomObject extends DurableObject<Bindings> {
  readonly #alarms: Alarms
  #room: Room | undefined

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#alarms = new Alarms(ctx.storage)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
    if (isBorn(ctx.storage.sql)) this.#room = this.#open()
    void ctx.blockConcurrencyWhile(async () => {
      await this.#alarms.load()
      this.#room?.wake()
    })
  }

  /** Makes the room, once: a repeated call gets the room that stands. */
  async create(card: RoomCard, owner: Profile): Promise<Outcome<RoomAnswer>> {
    this.#room ??= await this.#begin(room => room.begin(card, owner))
    return await this.#followed(this.#room.look(owner))
  }

  /** Makes the conversation of some people, once: whoever opens it at the same time gets the same. */
  async converse(
    card: RoomCard,
    people: readonly Profile[],
    opener: Profile,
  ): Promise<Outcome<RoomAnswer>> {
    this.#room ??= await this.#begin(room => room.converse(card, people))
    return await this.#followed(this.#room.reopen(opener))
  }

  /** Does, or tells, something as somebody. What was done Postgres knows, or after a moment without. */
  async operate(name: OperationName, actor: Actor, input: unknown): Promise<Outcome<unknown>> {
    return (await this.#room?.operate(name, actor, input)) ?? refused('not_found')
  }

  /** A person has deleted their account. @returns whether nothing is left to do; ask again if not */
  async erase(userId: string, purged: boolean): Promise<boolean> {
    return this.#room?.erase(userId, purged) ?? true
  }

  /** A sign-in has ended. @returns how many of its sockets were closed */
  async endSession(sessionId: string): Promise<number> {
    return this.#room?.endSession(sessionId) ?? 0
  }

  /** The sweeper comes by. */
  async sweep(): Promise<Found> {
    return this.#room?.sweep() ?? { progress: 'drained', live: false }
  }

  /** Announces a restart. @returns how many sockets heard of it */
  async restart(): Promise<number> {
    return (await this.#room?.restart()) ?? 0
  }

  /** A socket for the identity that the Worker vouches for. */
  override async fetch(request: Request): Promise<Response> {
    const header = decodeURIComponent(request.headers.get(IDENTITY_HEADER) ?? 'null')
    const identity = identitySchema.parse(JSON.parse(header))
    const { 0: client, 1: server } = new WebSocketPair()
    const room = this.#room
    const refusal = room === undefined ? CLOSE.noSuchRoom : room.connect(server, identity)
    if (refusal !== undefined) turnAway(this.ctx, server, refusal)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#room?.receive(socket, data)
  }

  override webSocketClose(socket: WebSocket): void {
    this.#room?.disconnect(socket)
  }

  override webSocketError(socket: WebSocket): void {
    this.#room?.disconnect(socket)
  }

  override async alarm(): Promise<void> {
    try {
      await this.#room?.rang()
    } catch (error) {
      log('error', 'room.alarm', { error })
      this.#wakeLater()
    }
  }

  /** The platform gives up on an alarm that throws too often, so nothing here may. */
  #wakeLater(): void {
    try {
      this.#alarms.ensure(Date.now() + ALARM_RETRY_MS)
    } catch (error) {
      log('error', 'room.alarm', { error })
    }
  }

  /** All of it or nothing: a room without its owner would be nobody's, and its name taken. */
  async #begin(write: (room: Room) => void): Promise<Room> {
    const room = this.#open()
    try {
      write(room)
      return room
    } catch (error) {
      await this.ctx.storage.deleteAll()
      throw error
    }
  }

  async #followed<T>(outcome: Outcome<T>): Promise<Outcome<T>> {
    if (outcome.ok) await this.#room?.follow()
    return outcome
  }

  #open(): Room {
    const { storage } = this.ctx
    migrate(storage)
    const env = parseEnv(this.env)
    const db = openDatabase(env)
    const roomId = this.ctx.id.name ?? ''
    const warn = (event: string, fields: Record<string, unknown>) =>
      log('warn', event, { room: roomId, ...fields })
    return new Room({
      sql: storage.sql,
      transaction: writes => storage.transactionSync(writes),
      sockets: this.ctx,
      alarms: this.#alarms,
      record: {
        write: (room, events, memberCount) => recordEvents(db, room, events, memberCount),
        report: (room, poison) => recordPoison(db, room, poison),
      },
      mark: (id, marks) => recordMarks(db, id, marks),
      archive: archiveOf(db, roomId),
      erase: (id, stretch) => eraseEvents(db, id, stretch),
      expire: (id, from, to) => expireEvents(db, id, from, to),
      registration: new Registration(standing => registryOf(env).tell(roomId, standing)),
      windowEvents: env.LOG_WINDOW_EVENTS,
      sendsPerSecond: env.SENDS_PER_SECOND,
      clock: Date.now,
      random: Math.random,
      background: work =>
        this.ctx.waitUntil(work.catch(error => warn('room.background', { error }))),
      warn,
    })
  }
}
