import { DurableObject } from 'cloudflare:workers'
import { IDENTITY_HEADER, identitySchema } from '../domain/identity.ts'
import { type Bindings, parseEnv } from '../env.ts'
import { log } from '../log.ts'
import { Alarms } from '../objects/alarms.ts'
import { isBorn } from '../objects/schema.ts'
import { turnAway } from '../objects/turn-away.ts'
import { openDatabase } from '../store/client.ts'
import { visibleTo } from '../store/people.ts'
import { type Answer, type Report, UNSEEN } from './believed.ts'
import { Inbox } from './inbox.ts'
import { InboxDoor } from './inbox-door.ts'
import { migrate } from './migrations.ts'

/** Milliseconds after which an alarm that failed is tried again. */
const ALARM_RETRY_MS = 30_000
/** Ended sign-ins that are remembered; the moment they matter for is a short one. */
const ENDED_MAX = 1_000

/** The platform's side of an inbox: events in, `Inbox` out. It is born with the first socket. */
export class InboxObject extends DurableObject<Bindings> {
  readonly #alarms: Alarms
  /** Sign-ins that ended of late; the Worker may have let a socket pass a moment before. */
  readonly #ended = new Set<string>()
  #inbox: Inbox | undefined

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#alarms = new Alarms(ctx.storage)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
    void ctx.blockConcurrencyWhile(async () => await this.#alarms.load())
    if (isBorn(ctx.storage.sql)) this.#inbox = this.#open()
  }

  /** Somebody who may know wants to be told how this person is there. @returns how they are now */
  async watched(watcherId: string): Promise<Answer> {
    return this.#inbox?.watched(watcherId) ?? { ...UNSEEN, isListed: false }
  }

  /** Another inbox tells how its person is there. @returns whether anybody here wants to know */
  async told(id: string, report: Report): Promise<boolean> {
    return this.#inbox?.told(id, report) ?? false
  }

  /** These two are to know nothing more of each other. */
  async part(id: string): Promise<void> {
    this.#inbox?.part(id)
  }

  /** When the person was last there, in milliseconds since 1970, if it is known. */
  async lastSeenAt(): Promise<number | null> {
    return this.#inbox?.lastSeenAt ?? null
  }

  /** A sign-in has ended. @returns how many of its sockets were closed */
  async endSession(sessionId: string): Promise<number> {
    if (this.#ended.size >= ENDED_MAX) this.#ended.clear()
    this.#ended.add(sessionId)
    return this.#inbox?.endSession(sessionId) ?? 0
  }

  /** The person has deleted their account. Leaves nothing. */
  async erase(): Promise<void> {
    await this.#inbox?.erase()
    this.#inbox = undefined
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.#alarms.rang()
  }

  /** A socket for the identity that the Worker vouches for. */
  override async fetch(request: Request): Promise<Response> {
    const header = decodeURIComponent(request.headers.get(IDENTITY_HEADER) ?? 'null')
    const identity = identitySchema.parse(JSON.parse(header))
    const { 0: client, 1: server } = new WebSocketPair()
    this.#inbox ??= this.#open()
    const refusal = this.#inbox.connect(server, identity)
    if (refusal !== undefined) turnAway(this.ctx, server, refusal)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#inbox?.receive(socket, data)
  }

  override webSocketClose(socket: WebSocket): void {
    this.#inbox?.disconnect(socket)
  }

  override webSocketError(socket: WebSocket): void {
    this.#inbox?.disconnect(socket)
  }

  override async alarm(): Promise<void> {
    try {
      await this.#inbox?.rang()
    } catch (error) {
      log('error', 'inbox.alarm', { error })
      // The platform gives up on an alarm that throws too often.
      this.#alarms.ensure(Date.now() + ALARM_RETRY_MS)
    }
  }

  #open(): Inbox {
    migrate(this.ctx.storage)
    const env = parseEnv(this.env)
    const db = openDatabase(env)
    const userId = this.ctx.id.name ?? ''
    const door = (id: string) => new InboxDoor(env.INBOXES, id)
    const warn = (event: string, fields: Record<string, unknown>) =>
      log('warn', event, { user: userId, ...fields })
    return new Inbox({
      userId,
      sql: this.ctx.storage.sql,
      sockets: this.ctx,
      alarms: this.#alarms,
      hasEnded: sessionId => this.#ended.has(sessionId),
      visible: ids => visibleTo(db, userId, ids),
      watch: id => door(id).watched(userId),
      tell: (id, report) => door(id).told(userId, report),
      part: id => door(id).part(userId),
      clock: () => Date.now(),
      background: work =>
        this.ctx.waitUntil(work.catch(error => warn('inbox.background', { error }))),
      warn,
    })
  }
}
